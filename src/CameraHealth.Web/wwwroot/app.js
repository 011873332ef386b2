// A wall screen has nobody to press a button: when the circuit cannot be taken up again, the page loads itself anew as soon as the server answers.
"use strict";
(() => {
  const retryAfter = 3000;
  let waiting = false;

  async function reloadWhenBack() {
    if (waiting) return;
    waiting = true;
    for (;;) {
      try {
        const answer = await fetch("healthz", { cache: "no-store" });
        if (answer.ok) {
          location.reload();
          return;
        }
      } catch {
        // Still away.
      }
      await new Promise(done => setTimeout(done, retryAfter));
    }
  }

  const modal = document.getElementById("components-reconnect-modal");
  modal.addEventListener("components-reconnect-state-changed", event => {
    if (event.detail.state === "failed" || event.detail.state === "rejected") reloadWhenBack();
  });

  // Blazor shows this element by a style when the circuit has died of an error.
  const failure = document.getElementById("blazor-error-ui");
  new MutationObserver(() => {
    if (failure.style.display === "block") setTimeout(reloadWhenBack, retryAfter);
  }).observe(failure, { attributes: true, attributeFilter: ["style"] });
})();
