package builtin

import (
	"fmt"
	"math"
	"regexp"
	"strings"

	lua "github.com/yuin/gopher-lua"
)

// directive is one conversion of string.format: flags, width and precision of
// up to two digits, and a letter.
var directive = regexp.MustCompile(`^%([-+ #0]*)(\d{0,2})(?:\.(\d{0,2}))?([cdiouxXeEfgGqs%])`)

// string.format fills a text as C's printf does: %s %d %i %u %c %x %X %o %e %f
// %g %q %%. Width and precision have two digits at most.
//
// @param text string
// @param ... any
// @return string
func stringFormat(L *lua.LState) int {
	text := L.CheckString(1)
	var b strings.Builder
	arg := 1
	for i := 0; i < len(text); {
		if text[i] != '%' {
			b.WriteByte(text[i])
			i++
			continue
		}
		if strings.HasPrefix(text[i:], "%%") {
			b.WriteByte('%')
			i += 2
			continue
		}
		m := directive.FindStringSubmatch(text[i:])
		if m == nil {
			L.RaiseError("string.format does not understand %q", text[i:min(len(text), i+6)])
		}
		i += len(m[0])
		if m[4] == "%" {
			b.WriteByte('%')
			continue
		}
		arg++
		b.WriteString(convert(L, m, arg))
		if b.Len() > maxMade {
			L.RaiseError("string.format makes 1 MiB at most")
		}
	}
	L.Push(lua.LString(b.String()))
	return 1
}

// convert formats the argument n as a directive says.
func convert(L *lua.LState, m []string, n int) string {
	verb := m[4]
	spec := strings.TrimSuffix(m[0], verb)
	switch verb {
	case "s":
		if n > L.GetTop() {
			L.ArgError(n, "a value is missing")
		}
		return fmt.Sprintf(spec+"s", Text(L, L.Get(n)))
	case "q":
		return quote(L.CheckString(n))
	case "c":
		return string([]byte{byte(L.CheckInt(n))})
	}
	f := float64(L.CheckNumber(n))
	switch verb {
	case "e", "E", "f", "g", "G":
		if m[3] == "" && (verb == "g" || verb == "G") {
			spec += ".6" // Go would print as many digits as it takes
		}
		return fmt.Sprintf(spec+verb, f)
	case "i", "u":
		verb = "d"
	}
	if math.IsNaN(f) || math.Abs(f) >= 1<<63 {
		L.ArgError(n, "a whole number is needed here")
	}
	return fmt.Sprintf(spec+verb, int64(f))
}

// quote writes a text so that Lua reads it back as it is.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(s) {
		switch s[i] {
		case '"', '\\', '\n':
			b.WriteByte('\\')
			b.WriteByte(s[i])
		case '\r':
			b.WriteString(`\r`)
		case 0:
			b.WriteString(`\000`)
		default:
			b.WriteByte(s[i])
		}
	}
	b.WriteByte('"')
	return b.String()
}
