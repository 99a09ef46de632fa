// Leaving quickly: the page is hidden before anything is asked of the network, then replaced, so that Back skips it.
(function () {
  "use strict";
  var root = document.documentElement, link = document.getElementById("exit"), presses = 0, alone = false, timer;

  function hide() {
    root.className = "gone";
  }

  function leave(address) {
    hide();
    document.title = link.getAttribute("data-title") || "";
    location.replace(address);
  }

  document.addEventListener("click", function (event) {
    var way = event.target.closest("#exit, [data-leave]");
    if (way) {
      event.preventDefault();
      leave(way.href);
    }
  });

  // Shift alone, three times within five seconds of one another; Shift used to type a capital does not count.
  document.addEventListener("keydown", function (event) {
    alone = event.key === "Shift";
    if (!alone) presses = 0;
  });
  document.addEventListener("keyup", function (event) {
    if (event.key !== "Shift" || !alone) return;
    alone = false;
    presses += 1;
    clearTimeout(timer);
    timer = setTimeout(function () { presses = 0; }, 5000);
    if (presses === 3) leave(link.href);
  });

  // A page the browser kept in memory is never shown again as it was.
  addEventListener("pageshow", function (event) {
    if (event.persisted) {
      hide();
      location.reload();
    }
  });
})();
