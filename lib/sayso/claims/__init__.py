"""Claims that the machine proposes over any folder, who affirms and who denies them, and what contradicts what."""

from sayso.claims.proposals import Proposed, propose

__all__ = ["Proposed", "propose"]
