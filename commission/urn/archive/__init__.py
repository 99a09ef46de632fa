"""The file of an election: members, chained events, receipts."""
