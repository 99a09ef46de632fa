// The ballots below which an urn stays shut: no page can say otherwise.
const SMALLEST = 8;

// What one guardian does: three rounds to make a common key that is nowhere whole, and her part of the count.
// Her digits are enough to find all her secrets again: nothing is kept between two messages.
async function guardianOf(digits) {
  let number = fromBytes(await stretched(utf8(digitsOf(digits, GUARDIAN)), "guardian")), seed = "";
  for (const size = big(58); seed.length < 22; number /= size) seed += BASE58[Number(number % size)];
  const secret = use => fromBytes(sha256(utf8(use + "|" + seed))) % Q;
  return {signing: secret("sk"), decryption: secret("dk")};
}

const sign = ({signing}, message) => ({message, signature: prove(saying(message), signing, [gPower])});
const ceremonyName = certs => sha256Hex(utf8(JSON.stringify(certs)));

function certify(guardian, {seat}) {
  const [verification, encryption] = [guardian.signing, guardian.decryption].map(secret => String(gPower(secret)));
  return sign(guardian, JSON.stringify({context: contextOf(seat, SIZE, THRESHOLD), verification, encryption}));
}

function seated(guardian, seat, threshold, certs) {
  const people = checkCertificates(certs, threshold), mine = people[seat - 1];
  must(mine && mine.verification === String(gPower(guardian.signing)),
    "seat {index} is not that of these digits", {index: seat});
  return people;
}

function contribute(guardian, {seat, certs}) {
  const people = seated(guardian, seat, THRESHOLD, certs);
  const polynomial = Array.from({length: THRESHOLD}, randomScalar);
  const coefexps = polynomial.map(a => String(gPower(a)));
  const value = j => polynomial.reduceRight((all, a) => modQ(all * big(j) + a), ZERO);
  return {
    coefexps: sign(guardian, JSON.stringify({coefexps})),
    signature: prove(certifying(certs, coefexps), guardian.signing, [gPower]),
    shares: people.map(({encryption}, i) =>
      sign(guardian, JSON.stringify(seal(value(i + 1), encryption, ceremonyName(certs))))),
  };
}

function finish(guardian, {seat, certs, contributions}) {
  const people = seated(guardian, seat, THRESHOLD, certs);
  must(contributions.length === people.length && contributions.every(each => each.shares.length === people.length),
    "the ceremony lacks the part of a guardian");
  const polynomials = people.map(({verification}, i) => about("guardian {index}", {index: i + 1}, () =>
    checkCommitment(certs, THRESHOLD, verification, contributions[i].coefexps, contributions[i].signature)));
  const shares = contributions.map(each => each.shares[seat - 1]);
  const secret = collect(guardian, seat, certs, people, polynomials, shares), key = String(gPower(secret));
  const pok = prove(possession(key), secret, [gPower]);
  return {pok, public_key: key, signature: sign(guardian, key).signature};
}

// Her share, found again from what was sealed for her.
function recover(guardian, seat, pedersen, shares) {
  const {certs, threshold, coefexps} = pedersen, people = seated(guardian, seat, threshold, certs);
  must(shares.length === people.length, "there is not one share from each guardian");
  const polynomials = coefexps.map(({message}) => read(Coefficients, message).coefexps);
  return collect(guardian, seat, certs, people, polynomials, shares);
}

function collect(guardian, seat, certs, people, polynomials, shares) {
  return modQ(sum(shares.map(({message, signature}, i) => about("guardian {index}", {index: i + 1}, () => {
    must(says(people[i].verification, saying(message), signature), "a signature is forged");
    const number = unseal(read(Sealed, message), guardian.decryption, ceremonyName(certs));
    must(gPower(number) === valueAt(polynomials[i], seat), "her share is not the one she committed to");
    return number;
  }))));
}

// A share on its way: Diffie-Hellman in the group, stretched into a pad and the key of a tag, used once.
function seal(number, recipient, ceremony) {
  const r = randomScalar(), once = String(gPower(r));
  const made = padOf(powers(big(recipient))(r), once, recipient, ceremony);
  const hidden = made.slice(0, 32).map((byte, i) => byte ^ parseInt(pad64(number).substr(2 * i, 2), 16));
  return {ceremony, recipient, once, hidden: hex(hidden) + hex(hmac(made.slice(32), hidden))};
}

function unseal({ceremony, recipient, once, hidden}, secret, expected) {
  must(recipient === String(gPower(secret)) && ceremony === expected,
    "it is sealed for another guardian or another ceremony");
  // Outside the group, what comes out of once^secret would tell of the secret.
  must(isKey(once), "the key of a share is not in the group");
  must(/^[0-9a-f]{128}$/.test(hidden), "a share is damaged");
  const made = padOf(powers(big(once))(secret), once, recipient, ceremony);
  const bytes = Uint8Array.from(hidden.slice(0, 64).match(/../g), two => parseInt(two, 16));
  const number = fromBytes(bytes.map((byte, i) => byte ^ made[i]));
  must(hex(hmac(made.slice(32), bytes)) === hidden.slice(64) && number < Q, "a share is damaged");
  return number;
}

const padOf = (shared, once, recipient, ceremony) =>
  expanded(utf8([shared, once, recipient, ceremony].join("|")), "share");
const pad64 = number => number.toString(16).padStart(64, "0");

// What was prepared, for its guardians, who know one another by the digits of their ceremony.
async function frozen({archive, guardians}) {
  const record = verifySetup(readChain(new Uint8Array(archive))), digits = [];
  for (const [, {certs}] of record.trustees) if (certs) digits.push(await fingerprintOf(utf8(JSON.stringify(certs))));
  must(digits.some(each => typed(each) === typed(guardians)),
    "the guardians are not those whose digits were read at their ceremony");
  record.digits = await digitsOfSetup(record);
  return record;
}

// An urn that is closed, summed up and not yet opened, with as many ballots as people say, and the digits read aloud;
// nothing else is ever decrypted: who opens whatever she is handed can be made to open a single ballot. `paper` are the
// digits of the closed urn if she has them already.
async function ready({archive, turnout, fingerprint, paper}, progress) {
  const raw = new Uint8Array(archive), record = verifyUrn(raw, null, progress);
  record.digits = await digitsOfSetup(record);
  must(typed(fingerprint) === typed(record.digits), "the fingerprint is not the one read aloud");
  checkTally(record);
  must(!record.parts.size,
    "the urn is being opened already: only an archive that ends with its tally is decrypted");
  const voters = record.size.num_tallied;
  must(voters === turnout, "the tally holds {voters} ballot(s), and {turnout} were announced",
    {voters, turnout});
  must(voters >= SMALLEST, "{voters} ballot(s) are fewer than the {minimum} a secret needs",
    {voters, minimum: SMALLEST});
  record.closed = await fingerprintOf(raw);
  if (paper) hears(record, paper);
  return record;
}

// Two guardians who open different urns open the difference, and that may be one vote: each has heard from another the
// digits of the very bytes that her device has read.
function hears({closed}, digits) {
  must(typed(digits) === typed(closed), "this closed urn has other digits: the guardians do not hold the same one");
}

// A factor with its proof, and a second one, kept beside the archive, that binds it to what it decrypts.
function cell(alpha, secret, whose) {
  const raise = powers(big(alpha)), factor = String(raise(secret));
  const proved = prefix => prove(prefix, secret, [gPower, raise]);
  return {factor, proof: proved("decrypt|" + whose), bound: proved("bound|" + whose + alpha + "|" + factor + "|")};
}

async function count(guardian, message, progress) {
  const record = await ready(message, progress);
  hears(record, message.heard);
  let before = 0;
  const guardians = record.trustees.find(trustee => {
    if (trustee[0] === "Pedersen") return true;
    before += holders(trustee).length;
  });
  must(guardians, "the urn has no guardians");
  const secret = recover(guardian, message.seat, guardians[1], message.shares), key = String(gPower(secret));
  const whose = record.fingerprint + "|" + key + "|";
  const cells = record.tally.map(row => row.map(({alpha}) => cell(alpha, secret, whose)));
  const each = name => cells.map(row => row.map(found => found[name]));
  const decryption = {decryption_factors: each("factor"), decryption_proofs: each("proof")};
  return {owner: before + message.seat, decryption, proofs: each("bound")};
}
