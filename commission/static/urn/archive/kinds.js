// The objects of a setup, fields in the order of their text.
const list = kind => ({list: kind});
const kind = (name, fields) => ({name, fields});

const Proof = kind("Proof", {challenge: "Scalar", response: "Scalar"});
const BallotQuestion = kind("BallotQuestion", {answers: list("str"), "blank?": {only: [true]}, min: "int", max: "int",
  question: "str"});
const Election = kind("Election", {version: {only: [1]}, description: "str", name: "str", group: {only: [GROUP]},
  public_key: "Element", questions: list(BallotQuestion), uuid: "str", "administrator?": "str",
  "credential_authority?": "str"});

const SignedMessage = kind("SignedMessage", {message: "str", signature: Proof});
const Context = kind("Context", {group: {only: [GROUP]}, size: "int", threshold: "int", index: "int"});
const Certificate = kind("Certificate", {context: Context, verification: "Element", encryption: "Element"});
const Coefficients = kind("Coefficients", {coefexps: list("Element")});
const Single = kind("Single", {pok: Proof, public_key: "Element"});
const VerificationKey = kind("VerificationKey", {pok: Proof, public_key: "Element", signature: Proof});
const Pedersen = kind("Pedersen", {threshold: "int", certs: list(SignedMessage), coefexps: list(SignedMessage),
  signatures: list(Proof), verification_keys: list(VerificationKey)});

const Trustees = list({either: {Single, Pedersen}}), Roll = list("Element");
const Setup = kind("Setup", {election: "str", trustees: "str", credentials: "str"});
