package account

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"path"
	"slices"
	"strings"
	"time"

	"mud/engine/object"
)

// Ban keeps a name or an address out.
type Ban struct {
	Name    string    `json:"name,omitempty"`    // account name, * and ? are wildcards
	Address string    `json:"address,omitempty"` // address, 10.0.*.* or CIDR such as 10.0.0.0/8
	Reason  string    `json:"reason,omitempty"`
	By      string    `json:"by,omitempty"`
	Since   time.Time `json:"since"`
}

const metaBans = "bans"

// Bans returns the list, the oldest first.
func Bans(w *object.World) []Ban {
	var out []Ban
	if data := w.Meta(metaBans); data != nil {
		if err := json.Unmarshal(data, &out); err != nil {
			return nil // written only by setBans
		}
	}
	return out
}

// AddBan puts a ban on the list. It fails, for the admin, when the pattern of
// an address cannot be read.
func AddBan(w *object.World, b Ban) error {
	if b.Name == "" && b.Address == "" {
		return fmt.Errorf("A ban needs a name or an address.")
	}
	if strings.Trim(b.Name, "*?") == "" && b.Name != "" {
		return fmt.Errorf("%q is everybody's name.", b.Name)
	}
	if strings.ContainsAny(b.Name, `[]\`) {
		return fmt.Errorf("%q is no name: only * and ? stand for something else.", b.Name)
	}
	if b.Address != "" && !validPattern(b.Address) {
		return fmt.Errorf("%q is no address: use 192.0.2.7, 192.0.2.*, 192.0.2.0/24 or 2001:db8::/32.", b.Address)
	}
	return setBans(w, append(Bans(w), b))
}

// RemoveBan takes ban number n (from 1) off the list.
func RemoveBan(w *object.World, n int) error {
	list := Bans(w)
	if n < 1 || n > len(list) {
		return fmt.Errorf("There is no ban number %d.", n)
	}
	return setBans(w, slices.Delete(list, n-1, n))
}

func setBans(w *object.World, list []Ban) error {
	data, err := json.Marshal(list)
	if err != nil {
		return fmt.Errorf("storing the bans: %w", err)
	}
	w.SetMeta(metaBans, data)
	return nil
}

// ShapedLikeAddress reports whether a ban's text is meant as an address rather
// than as a name.
func ShapedLikeAddress(text string) bool {
	return strings.Contains(text, ":") || strings.Trim(text, "0123456789.*/") == "" && strings.ContainsAny(text, "0123456789")
}

// Banned reports the ban that keeps this name or address out, nil if none.
func Banned(w *object.World, name, address string) *Ban {
	for _, b := range Bans(w) {
		if b.Name != "" && matches(object.FoldName(b.Name), object.FoldName(name)) ||
			b.Address != "" && addressMatches(b.Address, address) {
			return &b
		}
	}
	return nil
}

func matches(pattern, text string) bool {
	ok, err := path.Match(pattern, text)
	return err == nil && ok
}

func validPattern(p string) bool {
	if _, err := netip.ParsePrefix(p); err == nil {
		return true
	}
	if strings.Trim(p, "*.:") == "" {
		return false // everybody
	}
	_, err := netip.ParseAddr(strings.ReplaceAll(p, "*", "0"))
	return err == nil
}

// addressMatches compares whole parts, so that 1.2.3.4 is not 1.2.3.45.
func addressMatches(pattern, address string) bool {
	addr, err := netip.ParseAddr(address)
	if err != nil {
		return false
	}
	if prefix, err := netip.ParsePrefix(pattern); err == nil {
		return prefix.Contains(addr.Unmap())
	}
	want, have := parts(pattern), parts(addr.Unmap().String())
	if len(want) != len(have) {
		return false
	}
	for i := range want {
		if want[i] != "*" && want[i] != have[i] {
			return false
		}
	}
	return true
}

// parts are the four parts of an IPv4 address or the eight of an IPv6 one,
// without leading zeros; a part may be "*".
func parts(address string) []string {
	if !strings.Contains(address, ":") {
		return strings.Split(address, ".")
	}
	left, right, short := strings.Cut(strings.ToLower(address), "::")
	out := fields(left)
	if short {
		tail := fields(right)
		for len(out)+len(tail) < 8 {
			out = append(out, "0")
		}
		out = append(out, tail...)
	}
	for i, p := range out {
		if out[i] = strings.TrimLeft(p, "0"); out[i] == "" {
			out[i] = "0"
		}
	}
	return out
}

func fields(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ":")
}
