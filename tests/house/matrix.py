"""What each route answers each kind of reader, on the demonstration, written out once: nobody, a member, a facilitator.

A route that is not here fails, and so does one that opens to somebody else. 303 leads to the door, or on; 409 says
whose it is, or what is missing; 404 is what is not there for her.
"""

MATRIX = {
    "200 200 200": """
        answering.answer data.atom data.avis data.avis_list data.pages data.robots data.schema data.table data.whole
        door.rehearse door.sign_in followup.bodies followup.body followup.index health public.help_me public.home
        public.house public.opinion public.opinions public.privacy public.recommendation public.rules
        public.rules_followed public.secret public.version public.words
    """,
    "303 200 200": """
        desk.all_dates desk.amendments.index desk.amendments.read desk.card.change desk.card.see desk.care.pause
        desk.care.speak desk.consent.read desk.followup.follow desk.guardians.index desk.home desk.journal
        desk.people.exit_explained desk.people.leave desk.people.own_settings desk.people.sitting desk.releases.read
        desk.secret.sentences desk.settings.read desk.sittings.index desk.sittings.read desk.visits.mine
        desk.writing.compare desk.writing.index desk.writing.passage desk.writing.propose desk.writing.put_aside
        desk.writing.read desk.writing.resolve desk.writing.revisions desk.writing.write
    """,
    "303 200 409": """
        desk.amendments.propose desk.people.enrol desk.voting.ballot
    """,
    "303 200/409 200/409": """
        desk.releases.decide desk.steps.step
    """,
    "303 200/409 409": """
        desk.amendments.settle
    """,
    "303 303 303": """
        answering.preview desk.factor.ask
    """,
    "303 404 404": """
        desk.guardians.decide desk.guardians.rounds desk.people.about desk.people.offered desk.secret.bel
        desk.secret.closed desk.secret.prepared desk.secret.proofs desk.typing.again
        desk.writing.erase desk.writing.together
    """,
    "303 409 200": """
        desk.factor.set_up desk.followup.bodies desk.followup.body desk.followup.correct desk.followup.reply
        desk.followup.report desk.guardians.seat desk.links.letter desk.links.received desk.people.invite
        desk.settings.propose desk.sittings.agenda desk.sittings.call desk.sittings.call_off desk.sittings.move
        desk.sittings.presence desk.waited.index desk.writing.copy_in
    """,
    "303 409 409": """
        desk.sittings.mood
        desk.card.told desk.guardians.confirm desk.guardians.count desk.guardians.shares desk.secret.booth
        desk.secret.check desk.secret.election desk.writing.paste
    """,
    "404 404 404": """
        door.invitation
    """,
}
