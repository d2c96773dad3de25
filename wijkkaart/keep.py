"""Keeping the answers of methods for as long as their object lives."""

from collections.abc import Callable
from functools import lru_cache, partial, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from weakref import proxy

S = TypeVar("S")
P = ParamSpec("P")
R = TypeVar("R")
Method = Callable[Concatenate[S, P], R]


def kept(size: int) -> Callable[[Method[S, P, R]], Method[S, P, R]]:
    """Decorate a method: the last `size` answers are kept in the object itself.

    Unlike `lru_cache` on a method, this doesn't keep the object alive, nor makes it wait for the
    garbage collector: the answers know it by a weak reference. The object never changes.
    """

    def decorate(method: Method[S, P, R]) -> Method[S, P, R]:
        place = f"_kept_{method.__name__}"

        @wraps(method)
        def asked(self: Any, *args: P.args, **kwargs: P.kwargs) -> R:
            answers = self.__dict__.get(place)
            if answers is None:
                answers = self.__dict__[place] = lru_cache(size)(partial(method, cast(S, proxy(self))))
            return cast(R, answers(*args, **kwargs))

        return cast(Method[S, P, R], asked)

    return decorate
