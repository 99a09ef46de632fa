// A guardian's device: three rounds to make the key, and her part of the count. Her digits stay in this page's memory.
(() => {
  "use strict";
  const {box, say, screen, busy, ask, get, post, when, typed, write, grouped, empty} = urn;
  const {threshold, size} = box.dataset, seat = Number(box.dataset.seat);
  const mine = {seat, threshold: Number(threshold), size: Number(size)};
  let digits = "", certs = "";

  // --- the ceremony
  when("draw", async () => {
    digits = digits || await ask("digits");
    write("digits", grouped(digits));
    screen("digits");
  });
  when("copied", () => { write("digits", ""); screen("back"); });
  when("see", () => { write("digits", grouped(digits)); screen("digits"); });
  when("certify", async () => {
    if (typed("digits").replace(/\D/g, "") !== digits) { say("not_same"); return; }
    empty();
    await go(await post({text: await ask("certify", Object.assign({digits}, mine))}));
  });
  when("resume", async () => { digits = typed("resumed"); empty(); await go(await get(box.dataset.state)); });
  when("same", async () => {
    await go(await post({text: await ask("contribute", Object.assign({digits, certs}, mine))}));
  });

  // One round after the other, as soon as the other guardians are there.
  async function go(state) {
    if (!state.round) { digits = ""; screen("made"); return; }
    if (state.waiting) {
      screen("waiting");
      setTimeout(() => get(box.dataset.state).then(go).catch(fail), 2000);
      return;
    }
    if (state.round === "certificate") { screen("draw"); return; }
    if (!digits) { screen("resume"); return; }
    if (state.round === "contribution") {
      certs = state.certs;
      write("fingerprint", await ask("fingerprint", {text: certs}));
      screen("same");
    } else {
      screen("waiting");
      await go(await post({text: await ask("finish", Object.assign({digits}, mine, state))}));
    }
  }
  const fail = error => { busy(false); say(error.code || "failed", error.details); };

  // --- the count
  let archive;
  const known = () => ({archive: archive.slice(0), minimum: Number(box.dataset.least),
    turnout: Number(box.dataset.turnout)});
  when("look", async () => {
    archive = await (await fetch(box.dataset.archive, {credentials: "same-origin"})).arrayBuffer();
    const told = await ask("ready", known());
    ["name", "description", "roll", "ballots", "voters", "digits"].forEach(name => write(name, told[name]));
    write("questions", told.questions.map(each => each.question).join("\n"));
    screen("ready");
  });
  when("count", async () => {
    const message = Object.assign({digits: typed("digits"), seat, shares: box.dataset.shares}, known());
    const {verdict} = await post({part: await ask("count", message)});
    empty();
    write("verdict", verdict);
    screen(verdict ? "counted" : "handed");
  });

  if (box.dataset.state) { get(box.dataset.state).then(go).catch(fail); } else { screen("look"); }
})();
