// The objects that follow a setup in an archive, those kept beside it, and those that guardians exchange.
const Ciphertext = kind("Ciphertext", {alpha: "Element", beta: "Element"});
const BallotAnswer = kind("BallotAnswer", {choices: list(Ciphertext), individual_proofs: list(list(Proof)),
  overall_proof: list(Proof), "blank_proof?": list(Proof)});
const BallotSignature = kind("BallotSignature", {hash: "str", proof: Proof});
const Ballot = kind("Ballot", {election_uuid: "str", election_hash: "str", credential: "Element",
  answers: list(BallotAnswer), signature: BallotSignature});
const Contribution = kind("Contribution", {coefexps: SignedMessage, signature: Proof, shares: list(SignedMessage)});
const Sealed = kind("Sealed", {ceremony: "str", recipient: "Element", once: "Element", hidden: "str"});
const Bound = kind("Bound", {owner: "int", proofs: list(list(Proof))});
const Tally = list(list(Ciphertext));
const SizedTally = kind("SizedTally", {num_tallied: "int", total_weight: "int", encrypted_tally: "str"});
const PartialDecryption = kind("PartialDecryption", {decryption_factors: list(list("Element")),
  decryption_proofs: list(list(Proof))});
const OwnedDecryption = kind("OwnedDecryption", {owner: "int", payload: "str"});
const Result = kind("Result", {result: list(list("int"))});

// The data that each event brings; the last names the others by their hashes, in these fields.
const BRINGS = {
  Setup: [Election, Trustees, Roll, Setup],
  Ballot: [Ballot],
  EndBallots: [],
  EncryptedTally: [Tally, SizedTally],
  PartialDecryption: [PartialDecryption, OwnedDecryption],
  Result: [Result],
};
const ANNOUNCES = {Setup: ["election", "trustees", "credentials"], EncryptedTally: ["encrypted_tally"],
  PartialDecryption: ["payload"]};
const Link = kind("Link", {"parent?": "str", height: "int", type: {only: Object.keys(BRINGS)}, "payload?": "str"});
const Header = kind("Header", {version: {only: [1]}, timestamp: "str"});
