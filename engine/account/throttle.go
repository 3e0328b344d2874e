package account

import (
	"fmt"
	"net/netip"
	"time"
)

// Throttle counts what an address did lately and refuses more than a limit
// (spec 2.5). It lives in the Server, so that @reload does not forget it.
type Throttle struct {
	What   string        // for the text: "failed logins from your address"
	Limit  int           // how many in Window; 0 turns it off
	Window time.Duration //
	seen   map[string][]time.Time
}

// maxAddresses bounds the memory of a throttle under attack from many
// addresses: the oldest are forgotten first when it is full of stale ones.
const maxAddresses = 100_000

// Refuse returns a text for the player when address is over the limit.
func (t *Throttle) Refuse(address string, now time.Time) error {
	if t.Limit <= 0 {
		return nil
	}
	hits := t.recent(address, now)
	if len(hits) < t.Limit {
		return nil
	}
	wait := hits[len(hits)-t.Limit].Add(t.Window).Sub(now).Round(time.Second)
	return fmt.Errorf("Too many %s. Try again in %s.", t.What, wait)
}

// Count notes one more for the address.
func (t *Throttle) Count(address string, now time.Time) {
	if t.Limit <= 0 {
		return
	}
	if t.seen == nil {
		t.seen = map[string][]time.Time{}
	}
	if len(t.seen) >= maxAddresses {
		t.sweep(now)
	}
	hits := append(t.recent(address, now), now)
	t.seen[address] = hits[max(0, len(hits)-t.Limit):]
}

func (t *Throttle) recent(address string, now time.Time) []time.Time {
	hits := t.seen[address]
	for len(hits) > 0 && !hits[0].After(now.Add(-t.Window)) {
		hits = hits[1:]
	}
	return hits
}

func (t *Throttle) sweep(now time.Time) {
	for a := range t.seen {
		if len(t.recent(a, now)) == 0 {
			delete(t.seen, a)
		}
	}
	if len(t.seen) >= maxAddresses {
		t.seen = map[string][]time.Time{}
	}
}

// network is whom an address counts for: of IPv6 its first 64 bits, as whoever
// has one such address has all of them.
func network(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil || a.Unmap().Is4() {
		return address
	}
	return netip.PrefixFrom(a, 64).Masked().String()
}
