"""Functions on tables: what documents share, what rests on what, who speaks, who holds what, what contradicts what.

| module | question |
|---|---|
| voices | whose words a statement is; how well it is known when it was said |
| reuse | what documents share, word for word or reworded |
| provenance, origins | through which hands, and who is named and never speaks; on what it rests in the end |
| contradictions, issues | what is proposed and what was judged; what the matter is |
| claims, machine_claims | who holds what; of what the machine proposes what counts |
| comparison, balance | how documents differ; what rests on what and what to check next |
| agreement, sheet | how far codings agree |
"""
