package builtin_test

import (
	"strings"
	"testing"

	lua "github.com/yuin/gopher-lua"

	"mud/lua/builtin"
)

// state is a Lua state with the libraries alone.
func state(t testing.TB) *lua.LState {
	L := lua.NewState(lua.Options{SkipOpenLibs: true})
	t.Cleanup(L.Close)
	builtin.Install(L, builtin.Options{
		Call: func(fn lua.LValue, nret int, args ...lua.LValue) ([]lua.LValue, error) {
			if err := L.CallByParam(lua.P{Fn: fn, NRet: nret, Protect: true}, args...); err != nil {
				return nil, err
			}
			out := make([]lua.LValue, nret)
			for i := range out {
				out[nret-1-i] = L.Get(-1)
				L.Pop(1)
			}
			return out, nil
		},
		Raise: func(L *lua.LState, err error) { L.RaiseError("%s", err.Error()) },
	})
	return L
}

// eval runs "return CODE" and joins what it returns with "|".
func eval(L *lua.LState, code string) (string, error) {
	base := L.GetTop()
	if err := L.DoString("return " + code); err != nil {
		return "", err
	}
	var out []string
	for i := base + 1; i <= L.GetTop(); i++ {
		out = append(out, builtin.Text(L, L.Get(i)))
	}
	L.SetTop(base)
	return strings.Join(out, "|"), nil
}

// TestStrings holds the string library against what the reference manual of
// Lua 5.1 says about it (5.4), and our additions.
func TestStrings(t *testing.T) {
	for code, want := range map[string]string{
		`("hello"):find("l")`:                                  "3|3",
		`("hello"):find("l", -2)`:                              "4|4",
		`("hello"):find("xyz")`:                                "nil",
		`("hello"):find("")`:                                   "1|0",
		`("hello"):find("", 10)`:                               "nil",
		`("a.b"):find(".", 1, true)`:                           "2|2",
		`("a+b"):find("+", 1, true)`:                           "2|2",
		`("key = value"):find("(%w+)%s*=%s*(%w+)")`:            "1|11|key|value",
		`("hello"):find("()ll()")`:                             "3|4|3|5",
		`("  x  "):match("^%s*(.-)%s*$")`:                      "x",
		`("2024-01-02"):match("(%d+)-(%d+)-(%d+)")`:            "2024|01|02",
		`("hello"):match("^ello")`:                             "nil",
		`("hello"):match("l*", 3)`:                             "ll",
		`("abc"):match("a?b?c?d?")`:                            "abc",
		`("f(a(b)c)d"):match("%b()")`:                          "(a(b)c)",
		`("THE (quick) fox"):find("%f[%a]%a+%f[%A]")`:          "1|3",
		`("say 'it' now"):match("(['\"])(.-)%1")`:              "'|it",
		`("x]y"):match("[]]")`:                                 "]",
		`("x-y"):match("[a%-]")`:                               "-",
		`("a-z"):match("[a-]+")`:                               "a-",
		`("äö"):match("[\128-\255]+")`:                         "äö",
		`("a$"):match("a$")`:                                   "nil",
		`("a$b"):match("a$b")`:                                 "a$b",
		`("abc"):gsub("%w", "%0%0")`:                           "aabbcc|3",
		`("hello world"):gsub("o", "0", 1)`:                    "hell0 world|1",
		`("abc"):gsub("", "-")`:                                "-a-b-c-|4",
		`("hello"):gsub("^h", "J")`:                            "Jello|1",
		`("hhh"):gsub("^h", "J")`:                              "Jhh|1",
		`("$name is $age"):gsub("%$(%w+)", { name = "ann" })`:  "ann is $age|2",
		`("abc"):gsub("%w", function(c) return c:upper() end)`: "ABC|3",
		`("abc"):gsub("b", function() return false end)`:       "abc|1",
		`("x = y"):gsub("(%w) = (%w)", "%2 = %1")`:             "y = x|1",
		`("abc"):gsub("b", "%%")`:                              "a%c|1",
		`(function() local t = {} for w in ("one two"):gmatch("%a+") do t[#t + 1] = w end return table.concat(t, ",") end)()`: "one,two",
		`(function() local n = 0 for _ in ("abc"):gmatch("") do n = n + 1 end return n end)()`:                                "4",
		`("ab"):rep(3)`:                                      "ababab",
		`("ab"):rep(3, "-")`:                                 "ab-ab-ab",
		`("ab"):rep(0)`:                                      "",
		`("ab"):rep(-1)`:                                     "",
		`("hello"):sub(2, -2)`:                               "ell",
		`("hello"):sub(-100, 100)`:                           "hello",
		`("hello"):sub(4, 2)`:                                "",
		`("hello"):byte(1, -1)`:                              "104|101|108|108|111",
		`("hello"):byte(10)`:                                 "",
		`string.char(104, 105)`:                              "hi",
		`("abc"):reverse()`:                                  "cba",
		`("Äpfel"):lower()`:                                  "äpfel",
		`("äpfel"):upper()`:                                  "ÄPFEL",
		`#("A\200B"):lower()`:                                "3",
		`#("abc")`:                                           "3",
		`table.concat((" a  b "):split(), ",")`:              "a,b",
		`table.concat(("a,,b"):split(","), ";")`:             "a;;b",
		`(" a "):trim()`:                                     "a",
		`("abc"):starts_with("ab")`:                          "true",
		`("abc"):ends_with("ab")`:                            "false",
		`string.format("%5d|%-5d|%05d", 42, 42, 42)`:         "   42|42   |00042",
		`string.format("%s %s %s", 1, true, nil)`:            "1 true nil",
		`string.format("%q", 'a "b"\n')`:                     "\"a \\\"b\\\"\\\n\"",
		`string.format("%.2f %g %x %%", 3.14159, 1e20, 255)`: "3.14 1e+20 ff %",
		`string.format("%c%c", 104, 105)`:                    "hi",
		`string.format("%10.3s|", "abcdef")`:                 "       abc|",
	} {
		t.Run(code, func(t *testing.T) {
			got, err := eval(state(t), code)
			if err != nil || got != want {
				t.Errorf("got %q, error %v; want %q", got, err, want)
			}
		})
	}
}

// TestStringsRefuse holds that mistakes and attacks end with an error that says
// what is wrong.
func TestStringsRefuse(t *testing.T) {
	for code, want := range map[string]string{
		`("x"):match("[a")`:                                           "has no ]",
		`("x"):match("(a")`:                                           "not closed",
		`("x"):match("a)")`:                                           "has no (",
		`("x"):match("%")`:                                            "ends with %",
		`("x"):match("%1")`:                                           "no capture %1",
		`("x"):match("(%1)")`:                                         "not closed yet",
		`("x"):match("%f")`:                                           "%f needs a set",
		`("x"):match("%b(")`:                                          "%b needs two",
		`("x"):gsub("x", "%2")`:                                       "no capture %2",
		`("x"):gsub("x", "%")`:                                        "ends with %",
		`("x"):gsub("x", true)`:                                       "table or a function",
		`("x"):gsub("x", function() return {} end)`:                   "cannot put a table",
		`("x"):gsub("x", function() error("my own") end)`:             "my own",
		`("a"):rep(1e9)`:                                              "1 MiB",
		`("a"):rep(1000, ("b"):rep(10000))`:                           "1 MiB",
		`("a"):rep(1000000):gsub("a", ("b"):rep(1000))`:               "1 MiB",
		`("a"):rep(100000):byte(1, -1)`:                               "255",
		`string.format("%d", "x")`:                                    "number expected",
		`string.format("%d")`:                                         "number expected",
		`string.format("%s")`:                                         "missing",
		`string.format("%999d", 1)`:                                   "does not understand",
		`string.format("%y", 1)`:                                      "does not understand",
		`string.char(256)`:                                            "0 to 255",
		`("a"):rep(100000):match(("a*"):rep(20) .. "b")`:              "too complex",
		`("a"):rep(40):match(("a?"):rep(40) .. ("a"):rep(40) .. "b")`: "too complex",
		`("a"):rep(100000):find(".-.-.-.-b")`:                         "too complex",
		`("("):rep(100000):match(("%b()"):rep(50))`:                   "too complex",
		`("a"):rep(100000):gsub("a*a*a*b", "")`:                       "too complex",
		`("x"):match(("()"):rep(33))`:                                 "32 captures",
	} {
		t.Run(code, func(t *testing.T) {
			got, err := eval(state(t), code)
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("got %.60q, error %.200v; want an error with %q", got, err, want)
			}
		})
	}
}

// FuzzPattern holds that no pattern and no text hangs or breaks the matcher.
func FuzzPattern(f *testing.F) {
	for _, p := range []string{"(%w+)", "%b()", "%f[%a]", "[^]a-]", "^(.-)%s*$", "a*a*a*b", "%1", "()"} {
		f.Add("some (text) here", p)
	}
	L := state(f)
	f.Fuzz(func(t *testing.T, text, pattern string) {
		L.SetGlobal("s", lua.LString(text))
		L.SetGlobal("p", lua.LString(pattern))
		if out, err := eval(L, "select(2, s:gsub(p, '%0')) >= 0"); err == nil && out != "true" {
			t.Errorf("a count of %q", out)
		}
	})
}
