package config

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	hostName   = regexp.MustCompile(`^[A-Za-z0-9._-]*$`)
	pluginName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	dottedName = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$`)
)

// title is a name that people read, of up to most characters.
func title(key string, to *string, most int) field {
	return text(key, to, fmt.Sprintf("a name of 1 to %d characters on one line", most), func(s string) (string, bool) {
		return s, strings.TrimSpace(s) != "" && utf8.RuneCountInString(s) <= most && !hasControl(s)
	})
}

// sentence is a text on one line, "" for none.
func sentence(key string, to *string, most int) field {
	return text(key, to, fmt.Sprintf("a text of at most %d characters on one line, or \"\" for none", most), func(s string) (string, bool) {
		return s, utf8.RuneCountInString(s) <= most && !hasControl(s)
	})
}

// address is what a listener binds to, "" for none. Port 0 is any free port.
func address(key string, to *string) field {
	return text(key, to, `an address such as ":4000" or "127.0.0.1:4000", or "" for none`, func(s string) (string, bool) {
		if s == "" {
			return s, true
		}
		host, port, err := net.SplitHostPort(s)
		if err != nil {
			return "", false
		}
		_, portErr := strconv.ParseUint(port, 10, 16)
		_, ipErr := netip.ParseAddr(host)
		return s, portErr == nil && (ipErr == nil || hostName.MatchString(host))
	})
}

// reference is the name of a definition of a plugin; what is its kind.
func reference(key string, to *string, what string) field {
	return text(key, to, fmt.Sprintf(`the name of %s with its plugin before it, such as "core.session"`, what), func(s string) (string, bool) {
		return s, dottedName.MatchString(s)
	})
}

// plugins is a list of the names of plugins.
func plugins(key string, to *[]string) field {
	return field{key: key, kind: kindList, allowed: `a list of plugins, each once, such as ["core", "haven"]`, set: func(v any) bool {
		list, ok := v.([]any)
		if !ok || len(list) == 0 {
			return false
		}
		var names []string
		for _, item := range list {
			name, ok := item.(string)
			if !ok || !pluginName.MatchString(name) || slices.Contains(names, name) {
				return false
			}
			names = append(names, name)
		}
		*to = names
		return true
	}}
}

// networks is a list of addresses and networks.
func networks(key string, to *[]string) field {
	return listOf(key, to, `a list of addresses and networks, such as ["127.0.0.1", "10.0.0.0/8"], or [] for none`, isNetwork)
}

func origins(key string, to *[]string) field {
	return listOf(key, to, `a list such as ["https://play.example.org"], or [] for none`, isOrigin)
}

// listOf is a list of texts, each of which is valid.
func listOf(key string, to *[]string, allowed string, valid func(string) bool) field {
	return field{key: key, kind: kindList, allowed: allowed, set: func(v any) bool {
		list, ok := v.([]any)
		if !ok {
			return false
		}
		var out []string
		for _, item := range list {
			text, ok := item.(string)
			if !ok || !valid(text) {
				return false
			}
			out = append(out, text)
		}
		*to = out
		return true
	}}
}

// isOrigin reports whether a text is one as browsers send it: scheme and host,
// and a port that is not the scheme's own; the host in ASCII, as xn--….
func isOrigin(s string) bool {
	u, err := url.Parse(s)
	if err != nil || u.Hostname() == "" || s != u.Scheme+"://"+strings.ToLower(u.Host) || strings.IndexFunc(s, func(r rune) bool { return r > '~' }) >= 0 {
		return false
	}
	own, ok := map[string]string{"http": "80", "https": "443"}[u.Scheme]
	return ok && u.Port() != own
}

func isNetwork(s string) bool {
	_, asAddress := netip.ParseAddr(s)
	_, asPrefix := netip.ParsePrefix(s)
	return asAddress == nil || asPrefix == nil
}

func folder(key string, to *string) field {
	return pathField(key, to, "the path of a folder", "", isPath)
}

func optionalFile(key string, to *string) field {
	return pathField(key, to, `the path of a file, or "" for none`, "", func(s string) bool { return s == "" || isPath(s) })
}

// fileURL is a scheme such as "unix:" and a path; what is what the path names.
func fileURL(key string, to *string, scheme, what string) field {
	return pathField(key, to, fmt.Sprintf(`"%s" and the path of %s`, scheme, what), scheme, isPath)
}

// meeting is where the two halves find one another: a socket, or a port of
// another machine.
func meeting(key string, to *string) field {
	f := fileURL(key, to, linkScheme, "a socket")
	f.allowed = `"unix:" and the path of a socket, or "tcp:" and an address such as "tcp:10.0.0.5:4003"`
	socket, resolve := f.set, f.resolve
	f.set = func(v any) bool {
		s, _ := v.(string)
		at, ok := strings.CutPrefix(s, "tcp:")
		if !ok {
			return socket(v)
		}
		if _, _, err := net.SplitHostPort(at); err != nil {
			return false
		}
		*to = s
		return true
	}
	f.resolve = func(dir string) {
		if strings.HasPrefix(*to, linkScheme) {
			resolve(dir)
		}
	}
	return f
}

// secret is what nobody is to guess, "" for none.
func secret(key string, to *string) field {
	return text(key, to, `a word of 16 characters or more, or "" for none`, func(s string) (string, bool) {
		return s, s == "" || utf8.RuneCountInString(s) >= 16 && !hasControl(s)
	})
}

// pathField is a path behind a prefix. It is kept as it is written until
// resolve.
func pathField(key string, to *string, allowed, prefix string, fits func(path string) bool) field {
	f := text(key, to, allowed, func(s string) (string, bool) {
		path, ok := strings.CutPrefix(s, prefix)
		return s, ok && fits(path)
	})
	f.resolve = func(dir string) {
		path := strings.TrimPrefix(*to, prefix)
		if path != "" && !filepath.IsAbs(path) {
			path = filepath.Join(dir, path)
		}
		*to = prefix + path
	}
	return f
}

func isPath(s string) bool { return strings.TrimSpace(s) != "" && !hasControl(s) }

func hasControl(s string) bool { return strings.ContainsFunc(s, unicode.IsControl) }

// The units of a size, the smallest first.
var units = []struct {
	name  string
	bytes int64
}{{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}}

// size is a number of bytes written with a unit, from lo to hi bytes.
func size(key string, to *int64, lo, hi int64) field {
	allowed := fmt.Sprintf(`a size such as "64MiB" or "1GiB", from %s to %s`, sizeText(lo), sizeText(hi))
	return field{key: key, kind: kindText, allowed: allowed, set: func(v any) bool {
		s, ok := v.(string)
		n, isSize := parseSize(s)
		if !ok || !isSize || n < lo || n > hi {
			return false
		}
		*to = n
		return true
	}}
}

// parseSize reads "64MiB": a whole number and one of the units. The number has
// at most 32 bits, so that the bytes fit.
func parseSize(s string) (bytes int64, ok bool) {
	for _, u := range units {
		if digits, found := strings.CutSuffix(s, u.name); found {
			n, err := strconv.ParseUint(strings.TrimSpace(digits), 10, 32)
			return int64(n) * u.bytes, err == nil
		}
	}
	return 0, false
}

// sizeText writes bytes with the biggest unit that leaves a whole number.
func sizeText(bytes int64) string {
	for _, u := range slices.Backward(units) {
		if bytes%u.bytes == 0 {
			return fmt.Sprint(bytes/u.bytes) + u.name
		}
	}
	return fmt.Sprint(bytes) + "B"
}
