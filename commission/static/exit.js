// Leaving quickly: the page is hidden before anything is asked of the network, then replaced, so that Back skips it.
(function () {
  "use strict";
  var root = document.documentElement, link = document.getElementById("exit"), presses = 0, alone = false, timer;

  function hide() {
    root.className = "gone";
  }

  // The jar says that she has left until the site is reached: her visit ends then, if it could not be ended now.
  function mark() {
    document.cookie = "away=1; path=/; samesite=lax" + (location.protocol === "https:" ? "; secure" : "");
  }

  function empty() {
    root.textContent = "";
    history.replaceState(null, "", "/");
  }

  function leave(address, really) {
    hide();
    document.title = link.getAttribute("data-title") || "";
    try {
      if (really) mark();
      document.dispatchEvent(new Event("leaving"));  // what was typed is kept
    } catch (error) { /* she leaves whatever happens */ }
    go(address);
  }

  // A place that cannot be reached would show the browser's own page, with our address: it is asked for first.
  function go(address) {
    setTimeout(empty, 1000);
    fetch(address, { redirect: "manual", cache: "no-store" }).then(function () {
      location.replace(address);
    }, function () {
      empty();
      setTimeout(go, 5000, address);
    });
  }

  document.addEventListener("click", function (event) {
    var way = event.target.closest("#exit, [data-leave]");
    if (way) {
      event.preventDefault();
      leave(way.href, way === link);
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
    if (presses === 3) leave(link.href, true);
  });

  // A page the browser kept in memory is never shown again as it was.
  addEventListener("pageshow", function (event) {
    if (event.persisted) {
      hide();
      location.reload();
    }
  });
})();
