"""What each route answers each kind of reader, on the demonstration: written out once, and read from nowhere.

A route that is not here fails, and so does one that opens to somebody else. 303 leads to the door, to what she must
pass before, or on; 409 says whose it is, or what is missing; 404 is what is not there for her.
"""

# Whoever asks, the answer is 200.
PUBLIC = """
    about.access about.legal about.offices about.who_we_are about.year about.years data.avis data.avis_list
    data.one_year data.schema data.table data.whole documents.avis documents.body documents.one_year documents.version
    door.rehearse door.sign_in finding.atom finding.pages finding.robots followup.bodies followup.body followup.index
    followup.letter health public.help_me public.home public.house public.opinion public.opinions public.privacy
    public.recommendation public.rules public.rules_followed public.secret public.version public.words search.look
"""
READERS = ("visitor", "holder of a link", "gone", "newcomer", "guardian from outside", "member", "facilitator")
# By what it answers each of them: a newcomer has not said yes to what is kept of her.
MATRIX = {
    "200 200 200 200 200 200 200": "answering.answer",
    "303 303 303 303 303 303 303": "answering.preview",
    "404 404 404 404 404 404 404": "answering.letter door.invitation",
    "303 303 303 200 200 200 200": """
        desk.care.pause desk.care.speak desk.consent.read desk.copy.read desk.leaving.erase desk.leaving.leave
        desk.people.exit_explained
    """,
    "303 303 303 303 200 200 200": """
        desk.card.change desk.card.see desk.guardians.index desk.people.own_settings desk.secret.sentences
        desk.visits.mine
    """,
    "303 303 303 303 303 200 200": "desk.home",
    "303 303 303 303 404 200 200": """
        desk.all_dates desk.amendments.index desk.amendments.read desk.followup.follow desk.journal desk.people.sitting
        desk.releases.read desk.settings.read desk.sittings.index desk.sittings.read desk.writing.compare
        desk.writing.index desk.writing.passage desk.writing.paste desk.writing.propose desk.writing.put_aside
        desk.writing.read desk.writing.resolve desk.writing.revisions desk.writing.write
    """,
    "303 303 303 303 404 200 409": "desk.amendments.propose desk.people.enrol desk.voting.ballot",
    "303 303 303 303 404 200/409 200/409": "desk.releases.decide desk.steps.step",
    "303 303 303 303 404 200/409 409": "desk.amendments.settle",
    "303 303 303 303 404 303 303": "desk.factor.ask",
    "303 303 303 303 404 404 404": """
        desk.guardians.decide desk.guardians.rounds desk.people.about desk.people.offered desk.releases.letter
        desk.secret.bel
        desk.secret.closed desk.secret.prepared desk.secret.proofs desk.sittings.aloud desk.sittings.round_aloud
        desk.typing.again
        desk.writing.erase desk.writing.together
    """,
    "303 303 303 303 404 409 200": """
        desk.followup.bodies desk.followup.body desk.followup.correct desk.followup.reply desk.followup.report
        desk.guardians.seat desk.letters.as_file desk.letters.as_text desk.letters.letter desk.links.received
        desk.people.invite desk.settings.propose
        desk.sittings.agenda desk.sittings.call desk.sittings.call_off desk.sittings.move desk.sittings.presence
        desk.waited.index desk.writing.copy_in
    """,
    "303 303 303 303 404 409 404": "desk.followup.letter desk.links.joined",
    "303 303 303 303 404 409 409": """
        desk.secret.booth desk.secret.check desk.secret.election desk.sittings.mood
    """,
    "303 303 303 303 409 409 409": """
        desk.card.announced desk.guardians.confirm desk.guardians.count desk.guardians.shares
    """,
    "303 303 303 409 404 409 200": "desk.factor.set_up",
}
