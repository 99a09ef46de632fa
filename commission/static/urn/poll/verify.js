// The strict verifier: all that anyone who holds an archive can make sure of, and commission/urn/poll/verify.py's twin.
const ANOTHER_ROLL = "the roll is not the one confirmed: {missing} key(s) removed, {extra} key(s) added";
const NO_RESULT = "there is no result between 0 and {voters}: a decryption is wrong although it is proved";

function verify(raw, confirmed, bounds, progress) {
  const record = verifyUrn(raw, confirmed, progress);
  checkCount(record, bounds);
  return record;
}

function checkCount(record, bounds) {
  checkTally(record);
  checkParts(record);
  if (bounds) checkBounds(record, bounds);
  checkResult(record);
}

// The setup and the ballots of an archive that may not be counted yet.
function verifyUrn(raw, confirmed, progress) {
  const record = verifySetup(readChain(raw), confirmed);
  const roll = new Set(record.roll), key = powers(big(record.election.public_key));
  record.ballots.forEach((ballot, i) => {
    about("ballot {number} ({tracker})", {number: i + 1, tracker: record.trackers[i]},
      () => checkBallot(ballot, record, roll, key));
    progress(i + 1, record.ballots.length);
  });
  return record;
}

// What was frozen before the first ballot; of what follows only the chain is looked at.
function verifySetup(chain, confirmed) {
  const record = recordOf(chain);
  checkElection(record.election);
  checkTrustees(record.trustees, record.election.public_key);
  checkRoll(record.roll, confirmed);
  return record;
}

function checkRoll(roll, confirmed) {
  const keys = new Set(roll), agreed = new Set(confirmed || roll);
  must(keys.size === roll.length, "a key is on the roll twice");
  must(roll.every(isKey), "a key of the roll is not in the group");
  const without = (some, others) => Array.from(some).filter(key => !others.has(key)).length;
  const missing = without(agreed, keys), extra = without(keys, agreed);
  must(!missing && !extra, ANOTHER_ROLL, {missing, extra});
}

function checkBallot(ballot, {election, fingerprint}, roll, key) {
  const {credential, answers, signature} = ballot, content = Object.assign({}, ballot);
  must(ballot.election_uuid === election.uuid && ballot.election_hash === fingerprint,
    "it was cast for another election, or for other words of this one");
  must(roll.has(credential), "its key is not on the roll");
  delete content.signature;
  const hash = sha256Base64(JSON.stringify(content));
  must(signature.hash === hash && says(credential, "sig|" + hash + "|", signature.proof), "its signature is forged");
  must(answers.length === election.questions.length, "it does not answer each question once");
  election.questions.forEach((question, i) => about("question {number}", {number: i + 1},
    () => checkAnswer(fingerprint + "|" + credential, key, question, answers[i])));
}

function checkAnswer(context, key, question, answer) {
  const one = answer.individual_proofs, size = width(question);
  must(answer.choices.length === size && one.length === size,
    "it has not one choice and one proof for each answer");
  const choices = answer.choices.map(({alpha, beta}) => ({alpha: big(alpha), beta: big(beta)}));
  must(choices.every(({alpha, beta}) => isMember(alpha) && isMember(beta)), "a choice is not in the group");
  const holds = (prefix, branches, proofs) => holdsOne(key, prefix, branches, proofs);
  must(choices.every((c, i) => holds(about1(context, c), [[c, 0], [c, 1]], one[i])),
    "a choice is not proved to be 0 or 1 by this voter");
  const all = context + "|" + choices.map(pair).join(",");
  const chosen = totalOf(question.blank ? choices.slice(1) : choices), sums = [];
  for (let n = question.min; n <= question.max; n++) sums.push([chosen, n]);
  must(question.blank ? holds("bproof1|" + all + "|", [[choices[0], 1], ...sums], answer.overall_proof) :
    holds(about1(all, chosen), sums, answer.overall_proof), "the number of choices is not proved to be allowed");
  must(!question.blank === !answer.blank_proof, "it has a proof of blank vote too few or too many");
  must(!question.blank || holds("bproof0|" + all + "|", [[choices[0], 0], [chosen, 0]], answer.blank_proof),
    "a blank vote is not proved to choose nothing else");
}

const totalOf = choices => ({alpha: product(choices.map(c => c.alpha)), beta: product(choices.map(c => c.beta))});

// "One of these ciphertexts hides this number": the sum of the challenges is the hash of all commitments.
function holdsOne(key, prefix, branches, proofs) {
  if (proofs.length !== branches.length) return false;
  const commitments = [];
  branches.forEach(([ciphertext, number], i) => {
    const c = big(proofs[i].challenge), z = big(proofs[i].response);
    // The powers of a ciphertext are kept beside it: several proofs raise it.
    if (!ciphertext.raise) ciphertext.raise = [powers(ciphertext.alpha), powers(ciphertext.beta)];
    const [alpha, beta] = ciphertext.raise, shift = number ? gPower(-c * big(number)) : ONE;
    commitments.push(gPower(z) * alpha(c) % P, key(z) * beta(c) % P * shift % P);
  });
  return modQ(sum(proofs.map(proof => big(proof.challenge)))) === hashToScalar(prefix, commitments);
}

// The tally: the last ballot of each voter, multiplied choice by choice.
function checkTally(record) {
  must(record.tally, "the urn is not counted: there is no tally, and no result");
  const last = Array.from(new Map(record.ballots.map(ballot => [ballot.credential, ballot])).values());
  const sums = record.election.questions.map((question, q) => Array.from({length: width(question)}, (_, j) => {
    const cells = last.map(({answers}) => answers[q].choices[j]), each = name => cells.map(cell => big(cell[name]));
    return {alpha: String(product(each("alpha"))), beta: String(product(each("beta")))};
  }));
  must(JSON.stringify(sums) === JSON.stringify(record.tally),
    "the tally is not the product of the last ballot of each voter");
  must(record.size.num_tallied === last.length && record.size.total_weight === last.length,
    "the number of ballots in the tally is not the number of voters");
}

const ownersKeys = ({trustees}) => [].concat(...trustees.map(holders)).map(each => each.public_key);

function checkParts(record) {
  const keys = ownersKeys(record);
  record.parts.forEach((part, owner) => {
    must(keys[owner - 1], "a decryption belongs to no trustee");
    const said = "decrypt|" + record.fingerprint + "|" + keys[owner - 1] + "|";
    checkEach(record, owner, part.decryption_proofs, () => said);
  });
  weights(record);
}

// The proofs beside the archive, which bind each factor to what it decrypts.
function checkBounds(record, bounds) {
  must(JSON.stringify(bounds.map(each => each.owner)) === JSON.stringify(Array.from(record.parts.keys())),
    "there is not one binding proof for each decryption");
  for (const {owner, proofs} of bounds) {
    const said = "bound|" + record.fingerprint + "|" + ownersKeys(record)[owner - 1] + "|";
    checkEach(record, owner, proofs, (alpha, factor) => said + alpha + "|" + factor + "|");
  }
}

// What is said of each factor of an owner is proved with the owner's key.
function checkEach(record, owner, proofs, said) {
  const {tally} = record, {decryption_factors: factors} = record.parts.get(owner);
  const shaped = table => table.length === tally.length && table.every((row, i) => row.length === tally[i].length);
  const known = powers(big(ownersKeys(record)[owner - 1]));
  about("the decryption of trustee {owner}", {owner}, () => {
    must(shaped(factors) && shaped(proofs), "it has not one factor and one proof for each choice");
    tally.forEach((row, q) => row.forEach(({alpha}, j) => {
      const factor = big(factors[q][j]);
      must(isMember(factor), "a factor is not in the group");
      must(holdsKnown(said(alpha, factor), proofs[q][j], [[gPower, known], [powers(big(alpha)), powers(factor)]]),
        "a factor is not proved to come from this tally and the owner's key");
    }));
  });
}

// The exponent of each factor used to decrypt: 1 for a single key, the interpolation at 0 for the guardians'.
function weights({trustees, parts}) {
  const used = [];
  let before = 0;
  for (const trustee of trustees) {
    const seats = holders(trustee).map((_, i) => i + 1), needed = threshold(trustee), start = before;
    const present = seats.filter(seat => parts.has(start + seat)).slice(0, needed);
    must(present.length === needed, "fewer trustees than needed have decrypted");
    for (const seat of present) used.push([start + seat, lagrange(seat, present)]);
    before += seats.length;
  }
  return used;
}

function lagrange(seat, present) {
  const others = present.filter(other => other !== seat), multiplied = (all, x) => modQ(all * big(x));
  const under = others.map(other => other - seat).reduce(multiplied, ONE);
  return others.reduce(multiplied, ONE) * inverse(under) % Q;
}

// Fermat: x^(Q-2) is the inverse of x modulo the prime Q.
function inverse(x) {
  let result = ONE;
  for (const bit of (Q - big(2)).toString(2)) {
    result = result * result % Q;
    if (bit === "1") result = result * x % Q;
  }
  return result;
}

function checkResult(record) {
  const voters = record.size.num_tallied, used = weights(record), numbers = new Map();
  for (let n = 0; n <= voters; n++) numbers.set(String(gPower(big(n))), n);
  const opened = record.tally.map((row, q) => row.map(({beta}, j) => {
    const cell = ([owner]) => powers(big(record.parts.get(owner).decryption_factors[q][j]));
    // Less than nothing: the factors are taken to the opposite exponent.
    return numbers.get(String(product([big(beta), ...used.map(each => cell(each)(-each[1]))])));
  }));
  must(!opened.some(row => row.includes(undefined)), NO_RESULT, {voters});
  must(record.result, "no result is announced");
  must(JSON.stringify(record.result) === JSON.stringify(opened),
    "the result announced is not the one that the decryptions give");
}
