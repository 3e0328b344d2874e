package portalhalf

import (
	"net"
	"net/netip"

	proxyproto "github.com/pires/go-proxyproto"
)

// trusted are the proxies of [portal] trusted_proxies.
type trusted []netip.Prefix

// newTrusted reads what config has checked: addresses and networks.
func newTrusted(list []string) trusted {
	var out trusted
	for _, text := range list {
		if p, err := netip.ParsePrefix(text); err == nil {
			out = append(out, p.Masked())
		} else if a, err := netip.ParseAddr(text); err == nil {
			out = append(out, netip.PrefixFrom(a, a.BitLen()))
		}
	}
	return out
}

// Has reports whether an address is that of a trusted proxy.
func (t trusted) Has(address netip.Addr) bool {
	for _, p := range t {
		if p.Contains(address.Unmap()) {
			return true
		}
	}
	return false
}

// hasHost is Has for an address as text.
func (t trusted) hasHost(host string) bool {
	a, err := netip.ParseAddr(host)
	return err == nil && t.Has(a)
}

// behindProxy is a listener on which connections of trusted proxies begin with
// a header of the PROXY protocol, version 1 or 2, that tells the player's own
// address. What others send is never taken for one.
func behindProxy(ln net.Listener, t trusted) net.Listener {
	return &proxyproto.Listener{Listener: ln, ConnPolicy: func(o proxyproto.ConnPolicyOptions) (proxyproto.Policy, error) {
		from, err := netip.ParseAddrPort(o.Upstream.String())
		if err == nil && t.Has(from.Addr()) {
			return proxyproto.REQUIRE, nil
		}
		return proxyproto.SKIP, nil
	}}
}
