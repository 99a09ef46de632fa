// What is folded opens for who comes to it by its address; and for the printer of a browser that does not know the rule
// of the stylesheet. Without this, by hand or by `?tout=1`.
(function () {
  "use strict";
  function open(fold) { for (; fold; fold = fold.parentElement.closest("details")) fold.open = true; }
  function come() {
    var place = location.hash && document.getElementById(location.hash.slice(1));
    if (place) open(place.closest("details"));
  }
  addEventListener("hashchange", come);
  if (!window.CSS || !CSS.supports("selector(::details-content)"))
    addEventListener("beforeprint", function () { document.querySelectorAll("main details").forEach(open); });
  come();
})();
