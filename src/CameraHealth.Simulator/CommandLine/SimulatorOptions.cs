using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator.CommandLine;

/// <summary>What the command line asks for.</summary>
/// <param name="Scenario">The devices.</param>
/// <param name="Admin">Where the admin API listens.</param>
/// <param name="FleetCsv">File to write the fleet to; null: none.</param>
/// <param name="Starter">Process whose end ends the simulator; null: the parent at start.</param>
internal sealed record SimulatorOptions(Scenario Scenario, Uri Admin, string? FleetCsv, int? Starter)
{
    internal const string Help = """
        camerahealth-simulator: fake cameras and recorders on loopback, answering ONVIF and RTSP

        usage: camerahealth-simulator [--scenario FILE.json | SIZE OPTIONS] [OPTIONS]

          --scenario FILE      devices from a JSON file (everything below about size is then not allowed)

        size options
          --cameras N          0 to 10000, default 10
          --recorders M        0 to 1000, default 0
          --channels K         channels of each recorder, 1 to 256, default 4
          --network ADDRESS    each device has its own address from here, default 127.20.0.0
          --onvif-port PORT    same on all devices, default 8000
          --rtsp-port PORT     same on all devices, default 8554
          --user NAME          account on all devices, default admin
          --password-env NAME  environment variable with the password, default SIMULATOR_PASSWORD;
                               when that is not set, the password is simulator-demo

        options
          --admin ADDRESS      admin API, default http://127.0.0.1:18099
          --fleet-csv FILE     write the devices as a file for 'camerahealth fleet import' (it holds their passwords)
          --starter PID        end when this process has ended, default: the process that started it
          --help               this text

        admin API: GET /devices, GET /devices/CODE, PUT /devices/CODE/fault {"fault":"offline"}, POST /devices/CODE/reset
          writes need the header X-CameraHealth-Simulator: 1
          faults: none, offline, wrong_password, no_media, hang, wrong_clock, busy, onvif_silent, rtsp_closed, locked;
          channels of recorders ({"fault":"channel_offline","channel":2}): none, channel_offline, no_media, busy

        exit codes: 0 stopped, 2 wrong use or scenario, 3 cannot run
        """;
}
