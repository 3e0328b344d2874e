package portal

import "net/netip"

// Network is whom an address counts for where connections are bounded. Of IPv6
// that are its first 64 bits: whoever has one such address has all of them.
func Network(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	if a = a.Unmap(); a.Is4() {
		return a.String()
	}
	return netip.PrefixFrom(a, 64).Masked().String()
}
