// Making a voting code: drawn here, copied on paper, typed back, and never sent. Only public keys leave.
(() => {
  "use strict";
  const {box, say, screen, ask, post, when, typed, write, grouped, empty} = urn;
  let code = "";

  when("draw", async () => {
    code = code || await ask("code");
    write("code", grouped(code));
    screen("code");
  });
  when("copied", () => { write("code", ""); screen("back"); });
  when("see", () => { write("code", grouped(code)); screen("code"); });
  const {installation, first, count, last, known} = box.dataset;
  const keys = (digits, from, number) => ask("keys", {code: digits, installation, first: Number(from), count: number});
  async function give(digits) {
    await post({first, keys: JSON.stringify(await keys(digits, first, Number(count)))});
    code = "";
    empty();
    screen("done");
  }
  when("give", async () => await ask("same", {text: typed("code"), digits: code}) ? give(code) : say("not_same"));
  when("more", async () => {
    const [mine] = await keys(typed("old"), last, 1);
    if (mine !== known) throw {code: "not_same"};
    await give(typed("old"));
  });
  screen(known ? "more" : "draw");
})();
