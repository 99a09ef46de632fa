// The voter's Worker: her code, her keys, the checks before her ballot, her ballot.
importScripts("algebra/sha256.js", "serve.js", "algebra/group.js", "keyholders/keys.js", "poll/ballot.js", "algebra/wire.js",
  "archive/kinds.js", "keyholders/trustees.js");

// What she may make sure of before she votes: `setup` binds the texts and its 24 digits are on her paper; the election
// key is made of the server's key and that of three guardians of whom two are needed, each proved. The last setup that
// was proved is not proved again.
let proved;
function frozen({election, trustees, credentials, setup}) {
  try {
    const named = read(Setup, setup), texts = Object.entries({election, trustees, credentials});
    if (!texts.every(([name, text]) => named[name] === sha256Hex(utf8(text)))) throw refused("other_election");
    const poll = {election: read(Election, election), trustees: read(Trustees, trustees), roll: read(Roll, credentials)};
    if (proved !== setup) checkKeys(poll);
    proved = setup;
    return poll;
  } catch (error) {
    throw error.urn ? error : refused("bad_election");
  }
}

function checkKeys({election, trustees}) {
  checkElection(election);
  checkTrustees(trustees, election.public_key);
  const [[server], [shared, guardians]] = trustees;
  must(trustees.length === 2 && server === "Single" && shared === "Pedersen" && guardians.certs.length === SIZE &&
    guardians.threshold === THRESHOLD);
}

// Her key, being derived while this thread proves and prepares what needs no key; a roll with her on it,
// and nobody more than agreed.
async function checked(message, prepare = () => null) {
  const {code, installation, poll, entries} = message, secretOf = await votingStretching(code, installation);
  const {election, roll} = frozen(message);
  if (roll.length !== entries || new Set(roll).size !== entries) throw refused("roll_size");
  const prepared = prepare(election), secret = votingKey(await secretOf(), poll);
  if (!roll.includes(String(gPower(secret)))) throw refused("not_on_roll");
  return {prepared, secret};
}

// Whether a ballot is one of this election, signed by her key.
function isHers(text, key, fingerprint) {
  const {signature, ...content} = JSON.parse(text), hash = sha256Base64(JSON.stringify(content));
  return content.credential === key && content.election_hash === fingerprint && signature.hash === hash &&
    says(key, "sig|" + hash + "|", signature.proof);
}

// How many ballots of hers the server says there are, this one the last, by its receipt for this urn signed with its key
// of this poll. It is read as strictly as anyone reads it whom she shows it to.
const Receipt = kind("Receipt", {uuid: "str", tracker: "str", number: "int"});
const Signed = kind("Signed", {receipt: Receipt, signature: Proof});
function numbered(message, tracker) {
  const {election, trustees} = frozen(message);
  try {
    const {receipt: word, signature} = read(Signed, message.receipt);
    must(word.uuid === election.uuid && word.tracker === tracker &&
      says(trustees[0][1].public_key, "receipt|" + JSON.stringify(word) + "|", signature));
    return word.number;
  } catch (error) {
    throw refused("other_tracker");
  }
}

serve({
  code: () => newDigits(VOTING),
  keys: votingKeys,
  same: ({text, digits}) => typed(text) === digits,
  // The digits of a poll, once it is proved; those of a ballot.
  aloud: async message => {
    const digits = await fingerprinting(utf8(message.setup));
    frozen(message);
    return spelled(await digits());
  },
  short: ({tracker}) => shortened(tracker),
  check: async message => String(gPower((await checked(message)).secret)),
  vote: async message => {
    const filled = election => castBallot(election, message.election, message.answers);
    const {prepared, secret} = await checked(message, filled), ballot = prepared(secret);
    return {ballot, tracker: sha256Base64(ballot)};
  },
  // Her ballot in the urn, as the server gives it.
  mine: async message => {
    const {secret} = await checked(message), tracker = sha256Base64(message.mine);
    const hers = isHers(message.mine, String(gPower(secret)), sha256Base64(message.election));
    if (!hers) throw refused("not_yours");
    return {tracker, number: numbered(message, tracker)};
  },
  receipt: message => numbered(message, message.tracker),
});
