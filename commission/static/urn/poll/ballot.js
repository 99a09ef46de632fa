// A ballot: encrypted answers, proofs that they are answers a voter may give, and the voter's signature.
// Whoever encrypts knows the random r of each ciphertext, and so computes everything from powers of two bases. No power
// but that of her own key depends on who votes: a ballot is filled in while her key is being derived, then signed.
function castBallot(election, text, answers) {
  const key = powers(big(election.public_key));
  if (answers.length !== election.questions.length) throw refused("bad_answer");
  const filled = answers.map((bits, i) => answered(key, election.questions[i], bits));
  return secret => {
    const credential = String(gPower(secret)), election_hash = sha256Base64(text);
    const content = {election_uuid: election.uuid, election_hash, credential};
    content.answers = filled.map(each => each(election_hash + "|" + credential));
    const hash = sha256Base64(JSON.stringify(content));
    content.signature = {hash, proof: prove("sig|" + hash + "|", secret, [gPower])};
    return JSON.stringify(content);
  };
}

function answered(key, question, bits) {
  if (!allows(question, bits)) throw refused("bad_answer");
  const choices = bits.map(bit => encrypted(key, big(bit))), blank = question.blank && choices[0], one = bits[0] === 1;
  const chosen = total(blank ? choices.slice(1) : choices), number = Number(chosen.hidden) - question.min, sums = [];
  for (let n = question.min; n <= question.max; n++) sums.push([chosen, n]);
  const each = choices.map((c, i) => proveOne(key, [[c, 0], [c, 1]], bits[i]));
  const overall = blank ? proveOne(key, [[blank, 1], ...sums], one ? 0 : number + 1) : proveOne(key, sums, number);
  const apart = blank && proveOne(key, [[blank, 0], [chosen, 0]], one ? 1 : 0);
  return context => {
    const all = context + "|" + choices.map(pair).join(",");
    const answer = {
      choices: choices.map(({alpha, beta}) => ({alpha: String(alpha), beta: String(beta)})),
      individual_proofs: each.map((proof, i) => proof(about1(context, choices[i]))),
      overall_proof: overall(blank ? "bproof1|" + all + "|" : about1(all, chosen)),
    };
    if (blank) answer.blank_proof = apart("bproof0|" + all + "|");
    return answer;
  };
}

// Bits, the blank vote's first if there is one.
function allows(question, bits) {
  const chosen = question.blank ? bits.slice(1) : bits, count = chosen.filter(bit => bit).length;
  if (chosen.length !== question.answers.length || bits.some(bit => bit !== 0 && bit !== 1)) return false;
  return question.blank && bits[0] ? count === 0 : question.min <= count && count <= question.max;
}

function encrypted(key, hidden) {
  const r = randomScalar();
  return {r, hidden, alpha: gPower(r), beta: key(r) * (hidden ? G : ONE) % P};
}

function total(choices) {
  const each = name => choices.map(choice => choice[name]);
  return {r: sum(each("r")), hidden: sum(each("hidden")), alpha: product(each("alpha")), beta: product(each("beta"))};
}

const pair = c => c.alpha + "," + c.beta;
const about1 = (words, c) => "prove|" + words + "|" + pair(c) + "|";

// "One of these ciphertexts hides this number, and I do not say which": the other branches are simulated. What comes
// back wants the words that the proof is bound to, and is asked once: two answers would tell the secret.
function proveOne(key, branches, truth) {
  const drawn = branches.map((_, i) => ({c: i === truth ? ZERO : randomScalar(), z: randomScalar()}));
  const commitments = [];
  branches.forEach(([{r, hidden}, number], i) => {
    const {c, z} = drawn[i], exponent = z + r * c;
    commitments.push(gPower(exponent), key(exponent) * gPower((hidden - big(number)) * c) % P);
  });
  return prefix => {
    const mine = drawn[truth];
    mine.c = modQ(hashToScalar(prefix, commitments) - sum(drawn.map(each => each.c)));
    mine.z -= branches[truth][0].r * mine.c;
    return drawn.map(({c, z}) => written(c, z));
  };
}
