// A guardian's device: three rounds to make the key, what is prepared before a vote, her part of the count. Her digits
// stay in this page's memory.
(() => {
  "use strict";
  const {box, say, screen, busy, ask, get, file, post, when, typed, write, grouped, empty} = urn;
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

  // --- what is prepared, and the count
  // What she knows by herself is typed: the server could say anything.
  let archive, told;
  const tell = async (task, known) => {
    archive = await file(box.dataset.archive, "arrayBuffer");
    told = await ask(task, Object.assign({archive}, known));
    ["name", "description", "roll", "ballots", "voters", "digits", "head", "closed"].forEach(name =>
      write(name, told[name]));
    write("questions", told.questions.map(each => each.question).join("\n"));
  };
  when("frozen", async () => { await tell("frozen", {guardians: typed("guardians")}); screen("frozen"); });
  when("confirm", async () => { await post({digits: told.digits}); empty(); screen("confirmed"); });

  // A count begun again opens the urn whose digits are on her paper, or nothing; the first time she writes them down,
  // and types those that another guardian reads from hers.
  const known = () => ({turnout: Number(typed("turnout")), fingerprint: typed("fingerprint"), paper: typed("paper")});
  const begin = again => () => {
    box.querySelectorAll("[data-again]").forEach(each => { each.hidden = !again; });
    box.querySelectorAll("[data-first-time]").forEach(each => { each.hidden = again; });
    empty();
    screen("look");
  };
  when("first", begin(false));
  when("again", begin(true));
  when("look", async () => {
    const again = !box.querySelector("[data-again]").hidden;
    if (again && !typed("paper")) { say("paper"); return; }
    await tell("ready", known());
    screen("ready");
  });
  when("written", () => screen("agree"));
  when("count", async () => {
    const heard = typed("paper") || typed("heard"), {shares} = box.dataset;
    const mine = Object.assign(known(), {archive, digits: typed("digits"), seat, shares, heard});
    const {verdict} = await post({part: await ask("count", mine)});
    empty();
    write("verdict", verdict);
    screen(verdict ? "counted" : "handed");
  });

  if (box.dataset.state) { get(box.dataset.state).then(go).catch(fail); } else { screen(box.dataset.first); }
})();
