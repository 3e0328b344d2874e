package websocket

import (
	"net/http"
	"net/netip"
	"testing"
)

type proxies map[string]bool

func (p proxies) Has(a netip.Addr) bool { return p[a.String()] }

// TestAddress holds that the player's own address is known behind a trusted
// proxy, and that nobody else can claim one (row 37 of the users' pains).
func TestAddress(t *testing.T) {
	for _, c := range []struct {
		name, from string
		told       []string
		want       string
	}{
		{"no proxy", "203.0.113.5:1234", nil, "203.0.113.5"},
		{"a trusted proxy", "10.0.0.1:1234", []string{"203.0.113.5"}, "203.0.113.5"},
		{"a forged word of somebody", "203.0.113.5:1234", []string{"198.51.100.1"}, "203.0.113.5"},
		{"a forged word before the proxy's", "10.0.0.1:1234", []string{"198.51.100.1, 203.0.113.5"}, "203.0.113.5"},
		{"two proxies", "10.0.0.1:1234", []string{"198.51.100.1, 203.0.113.5, 10.0.0.2"}, "203.0.113.5"},
		{"two headers", "10.0.0.1:1234", []string{"203.0.113.5", "10.0.0.2"}, "203.0.113.5"},
		{"IPv6", "10.0.0.1:1234", []string{"2001:db8::1"}, "2001:db8::1"},
		{"nonsense", "10.0.0.1:1234", []string{"<script>"}, "10.0.0.1"},
		{"nonsense before nonsense", "10.0.0.1:1234", []string{"1.2.3.4, x"}, "10.0.0.1"},
		{"a proxy that tells nothing", "10.0.0.1:1234", nil, "10.0.0.1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := Options{Trusted: proxies{"10.0.0.1": true, "10.0.0.2": true}}
			r := &http.Request{RemoteAddr: c.from, Header: http.Header{"X-Forwarded-For": c.told}}
			if got := o.address(r); got != c.want {
				t.Errorf("the address is %s, want %s", got, c.want)
			}
		})
	}
}
