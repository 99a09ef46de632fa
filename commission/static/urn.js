// What the pages of the urn share: a Worker that is asked, sentences of the page that are shown, what is sent.
const urn = (() => {
  "use strict";
  const box = document.getElementById("urn"), one = name => box.querySelector(name);
  const bar = one("progress");
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
  const screen = name => {
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

  // A fault is told in the page's words for its sentences, which are English where the page has none.
  const known = JSON.parse(box.dataset.faults || "{}"), translate = sentence => known[sentence] || sentence;
  const tell = trail => trail.map(([sentence, values]) =>
    translate(sentence).replace(/\{(\w+)\}/g, (all, name) => values[name])).join(translate(": "));

  // One answer is heard at a time: whoever asks meanwhile waits her turn.
  const ask = (task, message) => {
    const turn = last.then(() => hear(task, message));
    last = turn.catch(() => {});
    return turn;
  };
  const hear = (task, message) => new Promise((resolve, reject) => {
    worker = worker || new Worker(box.dataset.worker);
    // It may never have been born: the next to ask begins with a new one.
    worker.onerror = () => { worker = null; reject({code: "failed"}); };
    worker.onmessage = ({data}) => {
      if ("progress" in data) { bar.max = data.of; bar.value = data.progress; return; }
      if ("done" in data) { resolve(data.done); return; }
      reject({code: data.refused || "fault", details: data.fault && tell(data.fault)});
    };
    worker.postMessage(Object.assign({}, message, {task}));
  });

  // Who is signed out is led to another page.
  const read = answer => answer.json().catch(() => { throw {code: answer.redirected ? "signed_out" : "failed"}; });
  const heard = told => {
    if (told.reasons) throw {code: "reasons", details: told.reasons.join(" ")};
    if (told.fault) throw {code: "fault", details: told.fault};
    return told;
  };
  const get = address => fetch(address, {credentials: "same-origin"})
    .then(read, () => { throw {code: "offline"}; }).then(heard);
  const post = async fields => {
    const form = new URLSearchParams(Object.assign({token: box.dataset.token}, fields));
    const answer = await fetch(location.pathname, {method: "POST", body: form, credentials: "same-origin"})
      .catch(() => { throw {code: "lost"}; });
    return heard(await read(answer));
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
  box.hidden = false;
  if (!self.Worker || !self.fetch || !self.URLSearchParams) say("no_bigint");
  return {box, one, say, quiet, screen, busy, ask, get, post, when, typed, write, grouped, empty};
})();
