// What the pages of the urn share: a Worker that is asked, sentences of the page that are shown, what is sent. A Worker or
// a server that says nothing for too long is given up, with a sentence.
const urn = (() => {
  "use strict";
  const box = document.getElementById("urn"), one = name => box.querySelector(name);
  const bar = one("progress"), unable = document.getElementById("unable"), SILENCE = 90000;
  const able = self.Worker && self.fetch && self.URLSearchParams && self.BigInt && self.crypto && crypto.subtle;
  let worker, last = Promise.resolve(), shown = false;

  // The sentences are the page's own: one of them is shown, with details if there are any.
  const say = (code, details) => {
    box.querySelectorAll("[data-say]").forEach(each => { each.hidden = each.dataset.say !== code; });
    const words = one("[data-say='" + code + "']") || one("[data-say=failed]");
    words.hidden = false;
    if (details) words.querySelector("span").textContent = details;
    words.focus();
  };
  const quiet = () => box.querySelectorAll("[data-say]").forEach(each => { each.hidden = true; });
  // The sentence for a device that is not able stands on the page until a screen takes its place.
  const screen = name => {
    if (!able) return;
    unable.hidden = true;
    box.hidden = false;
    quiet();
    box.querySelectorAll("[data-screen]").forEach(each => { each.hidden = each.dataset.screen !== name; });
    const title = one("[data-screen='" + name + "'] h2");
    if (title && shown) title.focus();
    shown = true;
  };
  const busy = yes => {
    box.querySelectorAll("button").forEach(each => { each.disabled = yes; });
    bar.hidden = !yes;
    bar.removeAttribute("value");
  };

  // A fault is told in the reader's words for its sentences, which are English where there are none to be had.
  const words = able && box.dataset.faults ? fetch(box.dataset.faults).then(answer => answer.json()).catch(() => ({})) : {};
  const tell = async trail => {
    const known = await words, translate = sentence => known[sentence] || sentence;
    return trail.map(([sentence, values]) =>
      translate(sentence).replace(/\{(\w+)\}/g, (all, name) => values[name])).join(translate(": "));
  };

  // One answer is heard at a time: whoever asks meanwhile waits her turn.
  const ask = (task, message) => {
    const turn = last.then(() => hear(task, message));
    last = turn.catch(() => {});
    return turn;
  };
  const hear = (task, message) => new Promise((resolve, reject) => {
    let clock;
    // Whatever became of it, it may never have been born: the next to ask begins with a new one.
    const lose = code => {
      clearTimeout(clock);
      if (worker) worker.terminate();
      worker = null;
      reject({code});
    };
    const wait = () => { clearTimeout(clock); clock = setTimeout(() => lose("silent"), SILENCE); };
    worker = worker || new Worker(box.dataset.worker);
    worker.onerror = () => lose("failed");
    worker.onmessage = async ({data}) => {
      wait();
      if ("progress" in data) { bar.max = data.of; bar.value = data.progress; return; }
      const details = data.fault && await tell(data.fault);
      clearTimeout(clock);
      if ("done" in data) resolve(data.done);
      else reject({code: data.refused || "fault", details});
    };
    wait();
    worker.postMessage(Object.assign({}, message, {task}));
  });

  // Who is signed out is led to another page, or told that her visit is over.
  const send = (address, options, kind, otherwise) => new Promise((resolve, reject) => {
    const end = code => reject({code}), clock = setTimeout(end, SILENCE, otherwise);
    fetch(address, Object.assign({credentials: "same-origin"}, options)).then(answer => {
      clearTimeout(clock);
      if (answer.redirected || answer.status === 401) { end("signed_out"); return; }
      if (kind !== "json" && !answer.ok) { end("failed"); return; }
      const late = setTimeout(end, SILENCE, otherwise);
      answer[kind]().then(resolve, () => end("failed")).then(() => clearTimeout(late));
    }, () => end(otherwise));
  });
  const heard = told => {
    if (told.reasons) throw {code: "reasons", details: told.reasons.join(" ")};
    if (told.fault) throw {code: "fault", details: told.fault};
    return told;
  };
  const get = address => send(address, {}, "json", "offline").then(heard);
  const file = (address, kind) => send(address, {}, kind, "offline");
  const post = fields => {
    const body = new URLSearchParams(Object.assign({token: box.dataset.token}, fields));
    return send(location.pathname, {method: "POST", body}, "json", "lost").then(heard);
  };

  // What a button does: nothing else can be pressed meanwhile, and what goes wrong is said.
  const when = (name, act) => box.querySelectorAll("[data-do='" + name + "']").forEach(button => {
    button.addEventListener("click", async () => {
      quiet();
      busy(true);
      try { await act(button); } catch (error) { busy(false); say(error.code || "failed", error.details); return; }
      busy(false);
    });
  });

  const typed = name => one("[data-field='" + name + "']").value;
  const write = (name, text) => box.querySelectorAll("[data-write='" + name + "']").forEach(each => { each.textContent = text; });
  const grouped = digits => digits.match(/.{1,4}/g).join(" ");
  const empty = () => box.querySelectorAll("[data-field]").forEach(each => { each.value = ""; });
  return {box, say, screen, busy, ask, get, file, post, when, typed, write, grouped, empty};
})();
