"""Arranging released evidence: everything is numbered anew in the order of the names that the release shows."""

from __future__ import annotations

from typing import Any

import numpy as np

from armillary.releasing.carry import carry
from armillary.releasing.months import first_of_month
from armillary.releasing.pseudonyms import Pseudonyms
from armillary.releasing.voices import POOLED_COIN, Seen, Told
from armillary.weighing.coins import Coins
from armillary.weighing.columns import OF_TIES, SAYS, VOICED, Bools, Ints
from armillary.weighing.evidence import Evidence
from armillary.weighing.judgements import Judgements
from armillary.weighing.questions import NEVER

SURE = 1e12  # counts that no grade moves, so that the pool's coin is the same in every range
KINDS = SAYS | VOICED | OF_TIES
Row = tuple[Any, ...]


class Arranger:
    """The evidence on some questions (rows of the full book): testimonies told as they are, and those that were made.

    `parties` become the pseudonyms whose party shows, as others of it vote beside them.
    """

    def __init__(
        self,
        e: Evidence,
        j: Judgements,
        coins: Coins,
        at: Seen,
        names: Pseudonyms,
        rows: Ints,
        pairs: Ints,
        told: list[Told],
        coarse: frozenset[int],
    ) -> None:
        self.pairs, self.coarse = pairs, coarse
        self.e, self.j, self.full, self.at, self.names = e, j, coins, at, names
        self.rows, self.told = rows, told
        self.parties: dict[str, str] = {}
        self.number = np.full(len(e.questions), -1, np.int64)
        self.number[rows] = np.arange(len(rows))
        keeps = at.plain[e.b_testimony] & (self.number[e.b_question] >= 0) & ~self._outvoted()
        self.ballots = np.flatnonzero(keeps)
        self.plain: list[int] = np.unique(e.b_testimony[self.ballots]).tolist()
        self.silent: Ints = np.flatnonzero(at.claim_shown[e.u_claim] & (self.number[e.u_question] >= 0))
        heard = {self._claim(int(e.t_claim[t])) for t in self.plain} | {voice.claim for voice in told}
        self.claims = _numbers(heard | {self._claim(int(e.u_claim[u])) for u in self.silent})
        self.origins = _numbers({e.origins[int(e.t_origin[t])] for t in self.plain} | {v.origin for v in told})
        self.coin_rows: dict[tuple[str, str, str], int] = {
            e.coins[int(e.t_coin[t])]: int(e.t_coin[t]) for t in self.plain
        }
        for t in self.plain:
            self.coin_rows.setdefault(e.coins[int(e.t_end_coin[t])], int(e.t_end_coin[t]))
        for voice in told:
            self.coin_rows.setdefault((voice.origin, voice.stance, voice.grade), voice.coin)
        plain = np.array(self.plain, np.int64)
        works = {*e.t_root[plain].tolist(), *e.p_source[np.isin(e.p_testimony, plain)].tolist()} - {-1}
        self.works = {work: i for i, work in enumerate(sorted(works))}  # sources by number alone
        self.coin_numbers = {name: i for i, name in enumerate(sorted(self.coin_rows))}

    def evidence(self) -> Evidence:
        """The released evidence."""
        e, number = self.e, self.number
        rows, places = self._testimonies()
        ballots = [
            (places[int(e.b_testimony[b])], int(number[e.b_question[b]]), bool(e.b_direct[b])) for b in self.ballots
        ]
        ballots += [(places[-1 - i], int(number[voice.question]), False) for i, voice in enumerate(self.told)]
        ballots.sort()
        through = zip(e.p_testimony.tolist(), e.p_source.tolist(), strict=True)
        passed = sorted((places[t], self.works[work]) for t, work in through if t in places)
        blocs, origin_bloc = self._blocs()
        t = list(zip(*rows, strict=True)) or [()] * len(KINDS)
        b = list(zip(*ballots, strict=True)) or [(), (), ()]
        return Evidence(
            questions=[e.questions[row] for row in self.rows.tolist()],
            q_half_life=e.q_half_life[self.rows],
            q_event=e.q_event[self.rows],
            q_gone=e.q_gone[self.rows],
            q_gone_with=e.q_gone_with[self.rows],
            o_specific=self.pairs[:, 0],
            o_general=self.pairs[:, 1],
            o_first=self.pairs[:, 2],
            o_last=self.pairs[:, 3],
            claims=list(self.claims),
            origins=list(self.origins),
            blocs=blocs,
            origin_bloc=origin_bloc,
            coins=list(self.coin_numbers),
            **{f"t_{name}": np.array(c, kind) for (name, kind), c in zip(KINDS.items(), t, strict=True)},
            p_testimony=np.array([t for t, _ in passed], np.int64),
            p_source=np.array([work for _, work in passed], np.int64),
            b_testimony=np.array(b[0], np.int64),
            b_question=np.array(b[1], np.int64),
            b_direct=np.array(b[2], bool),
            carried=carry(self.j, e, self.rows, self.at.plain, self.coarse),
            a_copier=np.zeros(0, np.int64),  # copies were settled before anything was hidden
            a_original=np.zeros(0, np.int64),
            u_claim=np.array([self.claims[self._claim(int(e.u_claim[u]))] for u in self.silent], np.int64),
            u_question=number[e.u_question[self.silent]],
            u_reason=[e.u_reason[u] for u in self.silent.tolist()],
        )

    def coins(self) -> Coins:
        """The full book's coins of the voices that are left."""
        old = np.array([self.coin_rows[name] for name in self.coin_numbers], np.int64)
        pool = old < 0
        row = np.maximum(old, 0)
        sure = np.array([POOLED_COIN * SURE, SURE, POOLED_COIN * SURE, SURE])
        if not len(old):
            return Coins(np.zeros(0), np.zeros(0), np.zeros((0, 4)), self.full.taught_by, self.full.rounds)
        return Coins(
            np.where(pool, POOLED_COIN, self.full.sens[row]),
            np.where(pool, POOLED_COIN, self.full.spec[row]),
            np.where(pool[:, None], sure, self.full.counts[row]),
            self.full.taught_by,
            self.full.rounds,
        )

    def _claim(self, row: int) -> str:
        return self.names.ids.get(self.e.claims[row], self.e.claims[row])

    def _outvoted(self) -> Bools:
        """Ballots of a voice that is told otherwise on a question, and that would go before what is told."""
        e, j = self.e, self.j
        instead: dict[tuple[int, int, int], Told] = {}
        for voice in self.told:
            if voice.vote >= 0 and not voice.confidential:
                instead[voice.question, int(j.votes.origin[voice.vote]), voice.side] = voice
        out = np.zeros(len(e.b_testimony), bool)
        if not instead:
            return out
        weight = e.t_weight
        counts = self.at.plain & (weight > 0) & (e.t_first <= j.as_of)
        for b in np.flatnonzero(counts[e.b_testimony]).tolist():
            t = int(e.b_testimony[b])
            voice_there = instead.get((int(e.b_question[b]), int(e.t_origin[t]), int(e.t_side[t])))
            if voice_there is not None:
                better = (int(e.t_relays[t]), -float(weight[t])) <= (voice_there.relays, 1e-9 - voice_there.weight)
                out[b] = better
        return out

    def _testimonies(self) -> tuple[list[Row], dict[int, int]]:
        """Rows of testimonies, and the number of each by its row in the full book, or -1 - i for the i-th made."""
        e = self.e
        entries: list[tuple[Row, int]] = [((self.claims[self._claim(int(e.t_claim[t]))], 0, t), t) for t in self.plain]
        for i, voice in enumerate(self.told):
            key = (self.claims[voice.claim], 1, int(self.number[voice.question]), voice.side, voice.origin)
            entries.append((key, -1 - i))
        entries.sort()
        first_asked: dict[int, int] = {}
        for b in self.ballots.tolist():
            first_asked.setdefault(int(e.b_testimony[b]), int(self.number[e.b_question[b]]))
        rows = [
            self._plain_row(key[0], t, first_asked) if t >= 0 else self._made_row(key[0], self.told[-1 - t])
            for key, t in entries
        ]
        return rows, {t: i for i, (_, t) in enumerate(entries)}

    def _plain_row(self, claim: int, t: int, first_asked: dict[int, int]) -> Row:
        e = self.e
        own = int(self.number[e.t_question[t]])
        silenced = int(e.t_silenced[t])
        return (
            claim,
            own if own >= 0 else first_asked[t],
            int(e.t_side[t]),
            self.origins[e.origins[int(e.t_origin[t])]],
            self.coin_numbers[e.coins[int(e.t_coin[t])]],
            int(e.t_relays[t]),
            float(e.t_weight[t]),
            int(e.t_first[t]),
            int(e.t_last[t]),
            int(e.t_cut[t]),
            bool(e.t_event[t]),
            float(e.t_half_life[t]),
            int(e.t_known[t]),
            first_of_month(silenced),  # by a retraction that may be hidden
            bool(e.t_undated[t]),
            int(e.t_end_last[t]),
            self.coin_numbers[e.coins[int(e.t_end_coin[t])]],
            bool(e.t_of_class[t]),
            bool(e.t_eye[t]),
            self.works.get(int(e.t_root[t]), -1),
        )

    def _made_row(self, claim: int, voice: Told) -> Row:
        """A testimony for one question."""
        event, half_life = bool(self.e.q_event[voice.question]), float(self.e.q_half_life[voice.question])
        coin = self.coin_numbers[voice.origin, voice.stance, voice.grade]
        return (
            claim,
            int(self.number[voice.question]),
            voice.side,
            self.origins[voice.origin],
            coin,
            voice.relays,
            voice.weight,
            voice.first,
            voice.last,
            NEVER,
            event,
            half_life,
            voice.known,
            NEVER,
            False,
            NEVER,
            coin,
            voice.of_class,
            False,
            -1,
        )

    def _blocs(self) -> tuple[list[str], Ints]:
        """Parties by name, and each origin's; a pseudonym has one that says nothing unless others of it vote beside it.

        Voices are counted by party, so that two of one party on one question must still be seen to be of one.
        """
        e, j = self.e, self.j
        named = {e.origins[int(e.t_origin[t])]: int(e.origin_bloc[int(e.t_origin[t])]) for t in self.plain}
        named |= {voice.origin: voice.bloc for voice in self.told if not voice.confidential}
        veiled = {voice.vote for voice in self.told if voice.confidential}
        beside = {
            (int(q), int(e.origin_bloc[o]))
            for vote, (q, o) in enumerate(zip(j.votes.question, j.votes.origin, strict=True))
            if vote not in veiled and self.names.speaker(e.origins[int(o)]) in named
        }
        party = {origin: self.names.party(e.blocs[bloc]) for origin, bloc in named.items()}
        for voice in self.told:
            if not voice.confidential:
                continue
            if voice.bloc >= 0 and (voice.question, voice.bloc) in beside:
                self.parties[voice.origin] = party[voice.origin] = self.names.party(e.blocs[voice.bloc])
            elif voice.origin not in party:
                party[voice.origin] = self.names.veiled_party(e.blocs[voice.bloc]) if voice.bloc >= 0 else voice.origin
        blocs = _numbers(party.values())
        return list(blocs), np.array([blocs[party[origin]] for origin in self.origins], np.int64)


def _numbers(names: Any) -> dict[str, int]:
    return {name: i for i, name in enumerate(sorted(set(names)))}
