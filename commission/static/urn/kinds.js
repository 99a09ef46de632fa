// The objects of an archive, fields in the order of their text.
const list = kind => ({list: kind});
const kind = (name, fields) => ({name, fields});

const Proof = kind("Proof", {challenge: "Scalar", response: "Scalar"});
const Ciphertext = kind("Ciphertext", {alpha: "Element", beta: "Element"});
const BallotAnswer = kind("BallotAnswer", {choices: list(Ciphertext), individual_proofs: list(list(Proof)),
  overall_proof: list(Proof), "blank_proof?": list(Proof)});
const BallotSignature = kind("BallotSignature", {hash: "str", proof: Proof});
const Ballot = kind("Ballot", {election_uuid: "str", election_hash: "str", credential: "Element",
  answers: list(BallotAnswer), signature: BallotSignature});

const BallotQuestion = kind("BallotQuestion", {answers: list("str"), "blank?": {only: [true]}, min: "int", max: "int",
  question: "str"});
const Election = kind("Election", {version: {only: [1]}, description: "str", name: "str", group: {only: [GROUP]},
  public_key: "Element", questions: list(BallotQuestion), uuid: "str", "administrator?": "str",
  "credential_authority?": "str"});

const SignedMessage = kind("SignedMessage", {message: "str", signature: Proof});
const Context = kind("Context", {group: {only: [GROUP]}, size: "int", threshold: "int", index: "int"});
const Certificate = kind("Certificate", {context: Context, verification: "Element", encryption: "Element"});
const Coefficients = kind("Coefficients", {coefexps: list("Element")});
const Contribution = kind("Contribution", {coefexps: SignedMessage, signature: Proof, shares: list(SignedMessage)});
const Sealed = kind("Sealed", {ceremony: "str", recipient: "Element", once: "Element", hidden: "str"});
const Single = kind("Single", {pok: Proof, public_key: "Element"});
const VerificationKey = kind("VerificationKey", {pok: Proof, public_key: "Element", signature: Proof});
const Pedersen = kind("Pedersen", {threshold: "int", certs: list(SignedMessage), coefexps: list(SignedMessage),
  signatures: list(Proof), verification_keys: list(VerificationKey)});

const Roll = list("Element");
const Setup = kind("Setup", {election: "str", trustees: "str", credentials: "str"});
const Tally = list(list(Ciphertext));
const SizedTally = kind("SizedTally", {num_tallied: "int", total_weight: "int", encrypted_tally: "str"});
const PartialDecryption = kind("PartialDecryption", {decryption_factors: list(list("Element")),
  decryption_proofs: list(list(Proof))});
const OwnedDecryption = kind("OwnedDecryption", {owner: "int", payload: "str"});
const Result = kind("Result", {result: list(list("int"))});

// The data that each event brings; the last names the others by their hashes, in these fields.
const BRINGS = {
  Setup: [Election, list({either: {Single, Pedersen}}), Roll, Setup],
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
