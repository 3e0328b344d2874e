package config

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// field is one key of a section: what it may say, and where that goes.
type field struct {
	key     string
	kind    string           // what TOML must have there, as kindOf names it
	allowed string           // the whole rule; it completes "must be …"
	words   []string         // the words allowed, if it is one of a few
	set     func(v any) bool // takes a value of TOML; false, and nothing set, if it breaks the rule
	resolve func(dir string) // makes a relative path absolute; nil for all but paths
}

// The kinds of value that TOML has.
const (
	kindText   = "a string"
	kindWhole  = "a whole number"
	kindNumber = "a number"
	kindBool   = "true or false"
	kindList   = "a list"
	kindTable  = "a table"
	kindTables = "a list of tables"
	kindDate   = "a date"
)

func kindOf(v any) string {
	switch v.(type) {
	case string:
		return kindText
	case int64:
		return kindWhole
	case float64:
		return kindNumber
	case bool:
		return kindBool
	case []any:
		return kindList
	case map[string]any:
		return kindTable
	case []map[string]any:
		return kindTables
	}
	return kindDate
}

func toggle(key string, to *bool) field {
	return field{key: key, kind: kindBool, allowed: kindBool, set: func(v any) bool {
		b, ok := v.(bool)
		if ok {
			*to = b
		}
		return ok
	}}
}

// whole is a whole number from lo to hi; of says of what, "" for plain numbers.
func whole(key string, to *int, lo, hi int, of string) field {
	return field{key: key, kind: kindWhole, allowed: fmt.Sprintf("%s from %d to %d", join(kindWhole, of), lo, hi), set: func(v any) bool {
		n, ok := v.(int64)
		if !ok || n < int64(lo) || n > int64(hi) {
			return false
		}
		*to = int(n)
		return true
	}}
}

// decimal is a number from lo to hi, whole or not; of says of what.
func decimal(key string, to *float64, lo, hi float64, of string) field {
	return field{key: key, kind: kindNumber, allowed: fmt.Sprintf("%s from %v to %v", join(kindNumber, of), lo, hi), set: func(v any) bool {
		x, ok := v.(float64)
		if n, isWhole := v.(int64); isWhole {
			x, ok = float64(n), true
		}
		if !ok || math.IsNaN(x) || x < lo || x > hi {
			return false
		}
		*to = x
		return true
	}}
}

func join(a, b string) string { return strings.TrimSpace(a + " " + b) }

// text is a string that accept takes: it returns what is to be kept, and false
// if the string breaks the rule.
func text(key string, to *string, allowed string, accept func(s string) (string, bool)) field {
	return field{key: key, kind: kindText, allowed: allowed, set: func(v any) bool {
		s, ok := v.(string)
		if !ok {
			return false
		}
		if s, ok = accept(s); ok {
			*to = s
		}
		return ok
	}}
}

// choice is one of a few words.
func choice(key string, to *string, words ...string) field {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = `"` + w + `"`
	}
	f := text(key, to, either(quoted), func(s string) (string, bool) {
		for _, w := range words {
			if s == w {
				return s, true
			}
		}
		return "", false
	})
	f.words = words
	return f
}

// either joins words as "a, b or c".
func either(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

func span(key string, to *time.Duration, lo, hi time.Duration) field {
	return timeField(key, to, fmt.Sprintf(`a time such as "250ms", "30s" or "1h30m", from %s to %s`, short(lo), short(hi)), func(d time.Duration) bool {
		return lo <= d && d <= hi
	})
}

// spanOrNever is a span that "0" turns off.
func spanOrNever(key string, to *time.Duration, lo, hi time.Duration) field {
	return timeField(key, to, fmt.Sprintf(`a time such as "30s" or "1h30m", from %s to %s, or "0" for never`, short(lo), short(hi)), func(d time.Duration) bool {
		return d == 0 || lo <= d && d <= hi
	})
}

func timeField(key string, to *time.Duration, allowed string, fits func(time.Duration) bool) field {
	return field{key: key, kind: kindText, allowed: allowed, set: func(v any) bool {
		s, ok := v.(string)
		if !ok {
			return false
		}
		d, err := time.ParseDuration(s)
		if err != nil || !fits(d) {
			return false
		}
		*to = d
		return true
	}}
}

// short writes a time without the zeros that time.Duration puts behind it.
func short(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}
