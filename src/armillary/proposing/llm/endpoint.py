"""An endpoint of OpenAI's protocol: where it is, what may be spent on it, and how it is asked."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from armillary.finding import ArmillaryError
from armillary.proposing.llm.answers import Kept

_LOCAL = {"localhost", "127.0.0.1", "::1"}
_LETTERS = 4  # of a token, where an endpoint does not say how many there were
_TELLING = 6  # characters of a key that endpoints may not have us show
LARGEST = 4_000_000  # bytes of an answer


@dataclass(frozen=True, slots=True)
class Options:
    """How a model is asked.

    `budget` is in tokens, read and written together, `money` in the currency of `price`, both 0 for no limit; `price`
    is per million tokens. `timeout` is in seconds, for the whole of one answer.
    """

    url: str
    model: str
    key: str = ""
    timeout: float = 60.0
    budget: int = 0
    money: float = 0.0
    price: tuple[float, float] = (0.0, 0.0)
    at_once: int = 4
    tries: int = 4  # for one passage; each is waited for longer, or as long, up to a minute, as the endpoint asks for
    patience: int = 8  # passages in a row without an answer, after which no more are asked

    @property
    def host(self) -> str:
        """The machine that passages are sent to."""
        return urlsplit(self.url).hostname or self.url

    @property
    def is_local(self) -> bool:
        """Whether it is this machine."""
        return self.host in _LOCAL

    @property
    def longest(self) -> float:
        """Seconds after which a passage is given up, whatever the endpoint does meanwhile."""
        return self.tries * self.timeout + (self.tries - 1) * 60 + 1


def read_options(url: str, model: str, budget: int, price: str, money: float = 0.0, timeout: float = 60.0) -> Options:
    """Options from the command line, else from the environment; raises ArmillaryError when they do not say enough."""
    url = url or os.environ.get("ARMILLARY_LLM_URL", "")
    model = model or os.environ.get("ARMILLARY_LLM_MODEL", "")
    if not url or not model:
        hint = "--llm-url http://localhost:8000/v1 --llm-model NAME, or ARMILLARY_LLM_URL and ARMILLARY_LLM_MODEL"
        raise ArmillaryError("no language model is named", hint)
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound:
        raise ArmillaryError(f"'{url[:200]}' is no web address", "it begins with http:// or https:// and ends in /v1")
    try:
        read, written = (float(part) for part in price.split(",")) if price else (0.0, 0.0)
    except ValueError:
        read = written = -1.0
    if not (0 <= read < 1e6 and 0 <= written < 1e6):
        raise ArmillaryError(f"'{price[:80]}' is no price", "--price 0.15,0.60: per million tokens read, written")
    if budget < 0 or not 0 <= money < 1e9 or not 0 < timeout < 1e5:
        raise ArmillaryError(
            "a budget or time cannot be negative", "0 is no limit; --llm-timeout has more than 0 seconds"
        )
    if money and not (read or written):
        raise ArmillaryError("--budget-cost needs a price", "--price 0.15,0.60: per million tokens read, written")
    key = os.environ.get("ARMILLARY_LLM_KEY", "")
    return Options(url, model, key, timeout=timeout, budget=budget, money=money, price=(read, written))


@dataclass(slots=True)
class Spent:
    """What has been asked and spent."""

    asked: int = 0
    kept: int = 0  # answered before, and not asked again
    failed: int = 0
    in_a_row: int = 0  # of those that failed, up to the last that was asked
    read: int = 0
    written: int = 0
    reasons: dict[str, int] = field(default_factory=dict)

    @property
    def tokens(self) -> int:
        return self.read + self.written

    def cost(self, price: tuple[float, float]) -> float:
        """What the tokens cost at a price per million."""
        return (self.read * price[0] + self.written * price[1]) / 1e6

    def reaches(self, options: Options, waiting: int) -> bool:
        """Whether the budget is spent, if those that are waited for cost what others did."""
        answered = self.asked - self.failed
        share = 1 + waiting / answered if answered else 1.0
        return bool(
            (options.budget and self.tokens * share >= options.budget)
            or (options.money and self.cost(options.price) * share >= options.money)
        )


class Endpoint:
    """Asks one endpoint. Raises ArmillaryError at once where asking again cannot help."""

    def __init__(self, options: Options) -> None:
        try:
            import openai
            import rapidfuzz.fuzz  # noqa: F401 - the gate compares by it: what lacks it is told before anything is sent

            from armillary.proposing.llm.transport import TooLarge, client
        except ImportError:
            hint = "in a checkout of Armillary: pip install '.[llm]'"
            raise ArmillaryError("language models need the extra 'llm'", hint) from None
        self._errors = openai
        self._too_large = TooLarge
        self.options = options
        self._client = openai.OpenAI(
            base_url=options.url,
            api_key=options.key or "none",
            timeout=options.timeout,
            max_retries=options.tries - 1,
            http_client=client(options.timeout, LARGEST),
        )

    def answer(self, messages: list[dict[str, str]], schema: dict[str, Any]) -> Kept | str:
        """The answer to one question, else why there is none."""
        errors = self._errors
        wanted = {"type": "json_schema", "json_schema": {"name": "claims", "strict": True, "schema": schema}}
        given: Any = {"messages": messages, "response_format": wanted}
        try:
            said = self._client.chat.completions.create(model=self.options.model, temperature=0, **given)
        except (errors.AuthenticationError, errors.PermissionDeniedError, errors.NotFoundError) as problem:
            message = f"{self.options.host} refuses: {_shown(problem, self.options.key)}"
            raise ArmillaryError(message, "look at the address, the name of the model and ARMILLARY_LLM_KEY") from None
        except self._too_large:
            return "an answer too long to be one"
        except errors.APITimeoutError:
            return "no answer in time"
        except errors.APIConnectionError as problem:
            return "an answer too long to be one" if isinstance(problem.__cause__, self._too_large) else "no connection"
        except errors.RateLimitError:
            return "too busy"
        except errors.APIStatusError as problem:
            return f"error {problem.status_code}: {_shown(problem, self.options.key)}"
        except Exception as problem:  # noqa: BLE001 - what an endpoint may send has no end; whatever it is, it is no answer
            return f"an answer that cannot be read ({type(problem).__name__})"
        return _read(said, messages)


def _read(said: object, messages: list[dict[str, str]]) -> Kept | str:
    """The content of a completion with its tokens, which are guessed where the endpoint does not tell."""
    try:
        content = said.choices[0].message.content  # type: ignore[attr-defined]
    except (AttributeError, TypeError, IndexError, KeyError):
        content = None
    if not isinstance(content, str) or not content.strip():
        return "an empty answer"
    usage = getattr(said, "usage", None)
    read = _tokens(usage, "prompt_tokens", sum(len(message["content"]) for message in messages))
    return Kept(content=content, read=read, written=_tokens(usage, "completion_tokens", len(content)))


def _tokens(usage: object, name: str, letters: int) -> int:
    number = getattr(usage, name, None)
    return number if isinstance(number, int) and 0 < number < 10**9 else letters // _LETTERS + 1


def _shown(problem: Exception, key: str) -> str:
    """What an endpoint says, fit for a line of a terminal; a word with a part of the key is left out."""
    words = re.sub(r"[^\x20-\x7e\u00a0-\uffff]", " ", str(problem)).split()
    size = min(len(key), _TELLING)
    parts = {key[at : at + size] for at in range(len(key) - size + 1)} if key else set()
    return " ".join("…" if any(part in word for part in parts) else word for word in words)[:160]
