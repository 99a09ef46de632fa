// The Worker of guardians and of whoever verifies an archive: the ceremony, the check of a whole urn, the count.
importScripts("algebra/sha256.js", "serve.js", "algebra/group.js", "keyholders/keys.js", "poll/ballot.js", "algebra/wire.js",
  "archive/kinds.js", "archive/events.js", "keyholders/trustees.js", "archive/archive.js", "poll/verify.js", "look.js",
  "keyholders/ceremony.js");

// What is shown of an urn: all who may vote, who did, on what.
const told = ({election, roll, ballots, trackers, size, result, head, aloud, digits, closed}) => ({
  name: election.name, description: election.description, uuid: election.uuid, questions: election.questions,
  roll: roll.length, trackers, ballots: ballots.length, result, head, aloud, digits, closed,
  voters: size ? size.num_tallied : new Set(ballots.map(ballot => ballot.credential)).size});

const boundsOf = text => about("the proofs", {}, () => parse(list(Bound), text));

// Texts made by others, each read strictly before it is used; an empty one is given, and refused.
const given = (kind, text) => text === undefined ? undefined : parse(kind, text);
const texts = ({certs, contributions, shares}) => ({certs: given(list(SignedMessage), certs),
  contributions: given(list(Contribution), contributions), shares: given(list(SignedMessage), shares)});

const asGuardian = act => async (message, progress) => {
  const guardian = await guardianOf(message.digits), read = Object.assign({}, message, texts(message));
  return JSON.stringify(await act(guardian, read, progress));
};

serve({
  digits: () => newDigits(GUARDIAN),
  fingerprint: ({text}) => fingerprintOf(utf8(text)),
  same: ({text, digits}) => typed(text) === digits,
  certify: asGuardian(certify),
  contribute: asGuardian(contribute),
  finish: asGuardian(finish),
  verify: ({archive, roll, proofs}, progress) => told(verify(new Uint8Array(archive), given(Roll, roll),
    proofs === undefined ? undefined : boundsOf(proofs), progress)),
  look: async message => told(await look(message)),
  find,
  frozen: async message => told(await frozen(message)),
  ready: async (message, progress) => told(await ready(message, progress)),
  count: asGuardian(count),
});
