"""An attribute that is worked out when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class lazy(Generic[T]):  # noqa: N801 - it is written as a decorator, as ``property`` is
    """``functools.cached_property`` without the lock that it takes in Python 3.11: an answer is marked by one thread,
    and what a scheme states comes out the same if two threads work it out."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> lazy[T]: ...

    @overload
    def __get__(self, instance: object, owner: type) -> T: ...

    def __get__(self, instance: object | None, owner: type) -> lazy[T] | T:
        if instance is None:
            return self
        # An attribute of the instance is found before this is asked again.
        value = instance.__dict__[self._name] = self._make(instance)
        return value
