// What is typed and not sent is kept by the server while she types and when she leaves. Nothing of it stays here.
(function () {
  "use strict";
  var main = document.getElementById("main"), ticket = main.getAttribute("data-ticket"), address = main.getAttribute("data-keep");
  var page = ticket.split("|").slice(-2)[0], known = new Map(), sending = false, EVERY = 8000, PATIENCE = 1500, PART = 50000;

  function all() {
    return Array.prototype.slice.call(main.querySelectorAll("form[method=post]"));
  }

  // Where something was typed; on a page that was refused, what stands in its fields was.
  function forms() {
    return all().filter(function (form) {
      return known.has(form) || Array.prototype.some.call(form.elements, function (field) {
        if (field.type === "hidden" || field.defaultValue === undefined) return false;
        return field.value !== field.defaultValue || field.checked !== field.defaultChecked
          || main.hasAttribute("data-typed") && field.value !== "" && field.type.indexOf("text") === 0;
      });
    });
  }

  // Each form of a page is kept apart.
  function which(form) {
    var held = form.elements.parked;
    return held ? held.value.slice(page.length) : "-" + all().indexOf(form);
  }

  // What the server does not have of a form, in parts that a browser agrees to send while it leaves.
  function parts(form) {
    var before = known.get(form) || {}, found = [], size = PART;
    new FormData(form).forEach(function (value, name) {
      if (name === "token" || typeof value !== "string" || before[name] === value) return;
      size += new Blob([name, value]).size + 200;
      if (size > PART) {
        found.push(new FormData());
        size = new Blob([name, value]).size + 200;
        found[found.length - 1].append("ticket", ticket);
        found[found.length - 1].append("which", which(form));
      }
      found[found.length - 1].append(name, value);
    });
    return found;
  }

  function standing(form) {
    var now = {};
    new FormData(form).forEach(function (value, name) { now[name] = value; });
    return now;
  }

  function send(part) {
    return fetch(address, { method: "POST", body: part, credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok) throw answer.status;
    });
  }

  function keep() {
    return Promise.all(forms().map(function (form) {
      var now = standing(form);
      return parts(form).reduce(function (before, part) {
        return before.then(function () { return send(part); });
      }, Promise.resolve()).then(function () { known.set(form, now); }, function () { /* it is tried again */ });
    }));
  }

  // She follows a link: what she typed is kept before the next page is drawn, which offers it to her. A server that does
  // not answer keeps nobody waiting.
  function follow(event) {
    var link = event.target.closest("a[href]");
    if (!link || sending || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || link.target
        || link.href.split("#")[0] === location.href.split("#")[0]
        || !forms().some(function (form) { return parts(form).length; })) return;
    event.preventDefault();
    Promise.race([keep(), new Promise(function (over) { setTimeout(over, PATIENCE); })]).then(function () {
      location.assign(link.href);
    });
  }

  function leave() {
    if (sending) return;
    sending = true;
    forms().forEach(function (form) {
      parts(form).forEach(function (part) {
        if (!navigator.sendBeacon || !navigator.sendBeacon(address, part)) send(part);
      });
    });
  }

  document.addEventListener("leaving", leave);
  addEventListener("pagehide", leave);
  addEventListener("pageshow", function () { sending = false; });
  document.addEventListener("click", follow);
  setInterval(function () { if (!sending) keep(); }, EVERY);

  // What is sent is no longer to be found again: its page goes with it. Without network it waits here.
  document.addEventListener("submit", function (event) {
    var form = event.target, said = document.getElementById("no-network");
    if (!main.contains(form) || event.defaultPrevented) return;
    if (navigator.onLine === false && form.method === "post") {
      event.preventDefault();
      said.hidden = false;
      said.scrollIntoView({ block: "center" });
      addEventListener("online", function () {
        said.hidden = true;
        form.requestSubmit(event.submitter);
      }, { once: true });
      return;
    }
    sending = true;
    if (!form.elements.parked && form.querySelector("textarea, input:not([type=hidden])")) {
      var field = document.createElement("input");
      field.type = "hidden";
      field.name = "parked";
      field.value = page + which(form);
      form.appendChild(field);
    }
  });
})();
