// A closed urn, read on the member's own device: its head, her ballot, and all that can be proved of it.
(() => {
  "use strict";
  const {box, screen, ask, file, when, typed, write, empty} = urn, {archive, proofs, installation, poll} = box.dataset;
  let read;
  const urnFile = async () => {
    read = read || await file(archive, "arrayBuffer");
    return read;
  };
  const all = async () => ({archive: await urnFile(), proofs: proofs ? await file(proofs, "text") : ""});
  const tell = told => Object.keys(told).forEach(name => write(name, told[name]));
  const count = ({questions, result}) => write("counts", questions.map(({question, answers}, i) =>
    [question, ...answers.map((answer, j) => answer + " : " + result[i][j])].join("\n")).join("\n\n"));

  when("look", async () => {
    const told = await ask("look", await all());
    tell(told);
    write("vote", told.digits);
    if (told.result) count(told);
    box.querySelector("[data-counted]").hidden = !told.result;
    box.querySelectorAll("[data-uncounted]").forEach(each => { each.hidden = Boolean(told.result); });
    screen("head");
  });
  when("own", () => screen("own"));
  when("find", async () => {
    const known = typed("own");
    tell(await ask("find", {archive: await urnFile(), known, installation, poll: Number(poll)}));
    empty();
    screen("done");
  });
  when("verify", async () => { await ask("verify", await all()); screen("verified"); });
  when("head", () => screen("head"));
  screen("look");
})();
