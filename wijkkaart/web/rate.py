"""How often one address may ask: enough for any honest program, too little to keep the machine busy."""

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock


class Rate:
    """Lets each client ask `burst` times at once, and `per_second` times on the long run."""

    def __init__(
        self,
        per_second: float,
        burst: int,
        *,
        most: int = 10_000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._per_second, self._burst, self._most, self._clock = per_second, float(burst), most, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, client: str) -> float:
        """Seconds to wait before this client may ask; 0 when it may now, which then counts."""
        client = _network(client)
        with self._lock:
            now = self._clock()
            left, since = self._left.pop(client, (self._burst, now))
            left = min(self._burst, left + (now - since) * self._per_second)
            allowed = left >= 1
            self._left[client] = (left - 1 if allowed else left, now)
            while len(self._left) > self._most:
                self._left.popitem(last=False)
            return 0.0 if allowed else (1 - left) / self._per_second


def _network(client: str) -> str:
    """Who a client is: of IPv6 the network, as anybody has billions of addresses there."""
    try:
        address = ipaddress.ip_address(client)
    except ValueError:
        return client
    if isinstance(address, ipaddress.IPv4Address):
        return client
    return str(address.ipv4_mapped or ipaddress.IPv6Network((int(address), 64), strict=False))
