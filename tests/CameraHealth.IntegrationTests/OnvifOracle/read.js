// Reads one device with the npm package "onvif" and prints what it found as one line of JSON.
// usage: node read.js HOST PORT USER   (the password comes in the environment variable ORACLE_PASSWORD)
'use strict';
const { Cam } = require('onvif');

const [hostname, port, username] = process.argv.slice(2);
const options = { hostname, port: Number(port), username, password: process.env.ORACLE_PASSWORD, timeout: 10000, autoconnect: false };

const ask = (cam, call, ...args) => new Promise((resolve, reject) =>
  cam[call](...args, (error, value) => (error ? reject(new Error(`${call}: ${error.message}`)) : resolve(value))));

async function read() {
  const cam = new Cam(options);
  await ask(cam, 'connect');
  const time = await ask(cam, 'getSystemDateAndTime');
  const device = await ask(cam, 'getDeviceInformation');
  const stream = await ask(cam, 'getStreamUri', { protocol: 'RTSP', profileToken: cam.profiles[0].$.token });
  console.log(JSON.stringify({
    time: new Date(time).toISOString(),
    manufacturer: device.manufacturer,
    model: device.model,
    firmwareVersion: device.firmwareVersion,
    serialNumber: device.serialNumber,
    uri: stream.uri,
    profiles: cam.profiles.length,
    videoSources: [].concat(cam.videoSources).length,
  }));
}

read().then(() => process.exit(0), (error) => { console.error(error.message); process.exit(1); });
