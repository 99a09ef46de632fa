// A guardian's device: three rounds to make the key, and her part of the count. Her digits stay in this page's memory.
(() => {
  "use strict";
  const {box, say, screen, busy, ask, get, post, when, typed, write, grouped, empty} = urn;
  const seat = Number(box.dataset.seat);
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
    if (!await ask("same", {text: typed("digits"), digits})) { say("not_same"); return; }
    empty();
    await go(await post({text: await ask("certify", {digits, seat})}));
  });
  when("resume", async () => { digits = typed("resumed"); empty(); await go(await get(box.dataset.state)); });
  when("same", async () => go(await post({text: await ask("contribute", {digits, certs, seat})})));

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
      // What she compared aloud, if she has not come back meanwhile; what she signed then holds her to it.
      const given = {digits, seat, certs: certs || state.certs, contributions: state.contributions};
      await go(await post({text: await ask("finish", given)}));
    }
  }
  const fail = error => { busy(false); say(error.code || "failed", error.details); };

  // --- the count
  // What she knows by herself is typed: the server could say anything.
  let archive;
  const known = () => ({archive: archive.slice(0), turnout: Number(typed("turnout")), fingerprint: typed("fingerprint")});
  when("look", async () => {
    archive = await (await fetch(box.dataset.archive, {credentials: "same-origin"})).arrayBuffer();
    const told = await ask("ready", known());
    ["name", "description", "roll", "ballots", "voters", "digits", "head"].forEach(name => write(name, told[name]));
    write("questions", told.questions.map(each => each.question).join("\n"));
    screen("ready");
  });
  when("count", async () => {
    const mine = {digits: typed("digits"), seat, shares: box.dataset.shares};
    const {verdict} = await post({part: await ask("count", Object.assign(known(), mine))});
    empty();
    write("verdict", verdict);
    screen(verdict ? "counted" : "handed");
  });

  if (box.dataset.state) { get(box.dataset.state).then(go).catch(fail); } else { screen("look"); }
})();
