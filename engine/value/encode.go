package value

import (
	"encoding/base64"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// MaxDepth is how many tables may lie inside one another, the outermost one
// counted, in what Marshal writes and Unmarshal reads.
const MaxDepth = 64

// ErrDepth is the error for a value with more than MaxDepth levels of tables,
// which includes a table that contains itself.
var ErrDepth = errors.New("tables lie more than 64 levels deep in one another")

// The tags of what JSON has no form for. A JSON object whose first name
// begins with "$" has exactly one member, one of these.
const (
	tagRef   = "$ref"   // {"$ref":12}
	tagNum   = "$num"   // {"$num":"nan"}, "inf", "-inf"
	tagBytes = "$bytes" // {"$bytes":"base64"}: a string that is not UTF-8
	tagTable = "$table" // {"$table":[[key,value],…]}
)

// maxExact is 2^53: whole numbers up to it are written without an exponent.
const maxExact = 1 << 53

// Marshal writes v as JSON that a person can read. Lists become arrays, tables
// with only string keys become objects in the table's own order, an empty
// table becomes {}; the rest is tagged, see Unmarshal. Unmarshal gives back the
// same value with the same order of entries.
//
// The error is ErrDepth, or says which Go type is not a Value. The size of the
// result is not limited; v is written as a tree, so a table that stands in it
// twice is written twice.
func Marshal(v Value) ([]byte, error) { return appendValue(nil, v, 0) }

// appendValue appends v, which lies inside depth tables.
func appendValue(out []byte, v Value, depth int) ([]byte, error) {
	switch v := v.(type) {
	case nil:
		return append(out, "null"...), nil
	case bool:
		return strconv.AppendBool(out, v), nil
	case float64:
		return appendNumber(out, v), nil
	case string:
		return appendText(out, v), nil
	case Ref:
		out = append(out, `{"`+tagRef+`":`...)
		out = strconv.AppendInt(out, int64(v), 10)
		return append(out, '}'), nil
	case *Table:
		if depth == MaxDepth {
			return nil, ErrDepth
		}
		return appendTable(out, v, depth+1)
	}
	return nil, fmt.Errorf("a %T is not a value", v)
}

func appendNumber(out []byte, n float64) []byte {
	switch {
	case math.IsNaN(n):
		return append(out, `{"`+tagNum+`":"nan"}`...)
	case math.IsInf(n, 1):
		return append(out, `{"`+tagNum+`":"inf"}`...)
	case math.IsInf(n, -1):
		return append(out, `{"`+tagNum+`":"-inf"}`...)
	case n == math.Trunc(n) && math.Abs(n) <= maxExact:
		return strconv.AppendFloat(out, n, 'f', -1, 64)
	}
	return strconv.AppendFloat(out, n, 'g', -1, 64)
}

func appendText(out []byte, s string) []byte {
	if utf8.ValidString(s) {
		return appendString(out, s)
	}
	out = append(out, `{"`+tagBytes+`":"`...)
	out = base64.StdEncoding.AppendEncode(out, []byte(s))
	return append(out, `"}`...)
}

// appendString appends s as a JSON string (RFC 8259, section 7), escaping only
// what must be, so that names and texts stay readable.
func appendString(out []byte, s string) []byte {
	out = append(out, '"')
	start := 0
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' {
			out = append(out, s[start:i]...)
			out = appendEscape(out, c)
			start = i + 1
		}
	}
	return append(append(out, s[start:]...), '"')
}

func appendEscape(out []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(out, '\\', c)
	case '\n':
		return append(out, `\n`...)
	case '\t':
		return append(out, `\t`...)
	case '\r':
		return append(out, `\r`...)
	}
	return fmt.Appendf(out, `\u%04x`, c)
}

// appendTable appends t, which is level depth of the tables (1 is outermost).
func appendTable(out []byte, t *Table, depth int) ([]byte, error) {
	switch {
	case t.Size() == 0:
		return append(out, "{}"...), nil
	case len(t.named) == 0:
		return appendAll(out, '[', ']', t.list, func(out []byte, v Value) ([]byte, error) {
			return appendValue(out, v, depth)
		})
	case len(t.list) == 0 && t.hasPlainNames():
		return appendAll(out, '{', '}', t.Keys(), func(out []byte, key Value) ([]byte, error) {
			out = append(appendString(out, key.(string)), ':')
			return appendValue(out, t.named[key], depth)
		})
	}
	out = append(out, `{"`+tagTable+`":`...)
	out, err := appendAll(out, '[', ']', t.Keys(), func(out []byte, key Value) ([]byte, error) {
		out, err := appendValue(append(out, '['), key, depth)
		if err != nil {
			return nil, err
		}
		out, err = appendValue(append(out, ','), t.Get(key), depth)
		return append(out, ']'), err
	})
	return append(out, '}'), err
}

// appendAll appends the items with commas between them, in open and end.
func appendAll(out []byte, open, end byte, items []Value,
	add func([]byte, Value) ([]byte, error)) ([]byte, error) {
	out = append(out, open)
	for i, item := range items {
		if i > 0 {
			out = append(out, ',')
		}
		var err error
		if out, err = add(out, item); err != nil {
			return nil, err
		}
	}
	return append(out, end), nil
}

// hasPlainNames reports whether the named keys can be names in a JSON object.
func (t *Table) hasPlainNames() bool {
	for key := range t.named {
		name, ok := key.(string)
		if !ok || strings.HasPrefix(name, "$") || !utf8.ValidString(name) {
			return false
		}
	}
	return true
}
