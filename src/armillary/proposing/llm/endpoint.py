"""An endpoint of OpenAI's protocol: where it is, what may be spent on it, and how it is asked."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from armillary.finding import ArmillaryError
from armillary.proposing.llm.answers import Kept

_LOCAL = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class Options:
    """How a model is asked. `budget` is in tokens, read and written together, 0 for none; `price` is per million."""

    url: str
    model: str
    key: str = ""
    timeout: float = 60.0
    budget: int = 0
    price: tuple[float, float] = (0.0, 0.0)
    at_once: int = 4
    tries: int = 4  # for one passage; the client waits longer each time, and as long as a busy endpoint asks for

    @property
    def host(self) -> str:
        """The machine that passages are sent to."""
        return urlsplit(self.url).hostname or self.url

    @property
    def is_local(self) -> bool:
        """Whether it is this machine."""
        return self.host in _LOCAL


def read_options(url: str, model: str, budget: int, price: str) -> Options:
    """Options from the command line, else from the environment; raises ArmillaryError when they do not say enough."""
    url = url or os.environ.get("ARMILLARY_LLM_URL", "")
    model = model or os.environ.get("ARMILLARY_LLM_MODEL", "")
    if not url or not model:
        hint = "--llm-url http://localhost:8000/v1 --llm-model NAME, or ARMILLARY_LLM_URL and ARMILLARY_LLM_MODEL"
        raise ArmillaryError("no language model is named", hint)
    if urlsplit(url).scheme not in ("http", "https"):
        raise ArmillaryError(f"'{url}' is no web address", "it begins with http:// or https:// and ends in /v1")
    try:
        read, written = (float(part) for part in price.split(",")) if price else (0.0, 0.0)
    except ValueError:
        raise ArmillaryError(f"'{price}' is no price", "--price 0.15,0.60: per million tokens read, written") from None
    return Options(url, model, os.environ.get("ARMILLARY_LLM_KEY", ""), budget=budget, price=(read, written))


@dataclass(slots=True)
class Spent:
    """What has been asked and spent."""

    asked: int = 0
    kept: int = 0  # answered before, and not asked again
    failed: int = 0
    read: int = 0
    written: int = 0
    reasons: dict[str, int] = field(default_factory=dict)

    @property
    def tokens(self) -> int:
        return self.read + self.written

    def cost(self, price: tuple[float, float]) -> float:
        """What the tokens cost at a price per million."""
        return (self.read * price[0] + self.written * price[1]) / 1e6


class Endpoint:
    """Asks one endpoint. Raises ArmillaryError at once where asking again cannot help."""

    def __init__(self, options: Options) -> None:
        try:
            import openai
        except ImportError:
            raise ArmillaryError("language models need the extra 'llm'", "pip install 'armillary[llm]'") from None
        self._errors = openai
        self.options = options
        self._client = openai.OpenAI(
            base_url=options.url,
            api_key=options.key or "none",
            timeout=options.timeout,
            max_retries=options.tries - 1,
        )

    def answer(self, messages: list[dict[str, str]], schema: dict[str, Any]) -> Kept | str:
        """The answer to one question, else why there is none."""
        errors = self._errors
        wanted = {"type": "json_schema", "json_schema": {"name": "claims", "strict": True, "schema": schema}}
        given: Any = {"messages": messages, "response_format": wanted}
        try:
            said = self._client.chat.completions.create(model=self.options.model, temperature=0, **given)
        except (errors.AuthenticationError, errors.PermissionDeniedError, errors.NotFoundError) as problem:
            message = f"{self.options.host} refuses: {str(problem)[:200]}"
            raise ArmillaryError(message, "look at the address, the name of the model and ARMILLARY_LLM_KEY") from None
        except errors.APITimeoutError:
            return "no answer in time"
        except errors.APIConnectionError:
            return "no connection"
        except errors.RateLimitError:
            return "too busy"
        except (errors.APIError, ValueError, TypeError) as problem:
            return f"error: {type(problem).__name__}"
        choices = getattr(said, "choices", None)
        content = choices[0].message.content if choices and choices[0].message else None
        if not content:
            return "an empty answer"
        usage = getattr(said, "usage", None)
        read, written = getattr(usage, "prompt_tokens", 0) or 0, getattr(usage, "completion_tokens", 0) or 0
        return Kept(content=content, read=read, written=written)
