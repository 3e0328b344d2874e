package websocket

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// address is the player's own. Behind a trusted proxy it is the last address
// of X-Forwarded-For that is none of a trusted proxy: what stands before it
// was written by the client, who may write anything.
func (o Options) address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	told := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(told) - 1; i >= 0 && o.trusts(host); i-- {
		next, err := netip.ParseAddr(strings.TrimSpace(told[i]))
		if err != nil {
			break
		}
		host = next.Unmap().String()
	}
	return host
}

func (o Options) trusts(host string) bool {
	a, err := netip.ParseAddr(host)
	return err == nil && o.Trusted != nil && o.Trusted.Has(a)
}
