package vm

import (
	"fmt"
	"reflect"
	"regexp"
	"strconv"

	lua "github.com/yuin/gopher-lua"
)

// mistake is a kind of error of the interpreter, which names the types only of
// what it was made with. The instruction that failed says what they were.
type mistake struct {
	pattern *regexp.Regexp // behind "file:line: "
	level   int            // 1: raised by a function of ours that the script called
	explain func(at place, m []string) string
}

var mistakes = []mistake{
	{regexp.MustCompile(`^attempt to index a non-table object\((\w+)\) with key '(.*)'$`), 0, indexed},
	{regexp.MustCompile(`^attempt to call a non-function object$`), 0, called},
	{regexp.MustCompile(`^cannot perform (\w+) operation between (\w+) and (\w+)$`), 0, reckoned},
	{regexp.MustCompile(`^attempt to compare (\w+) with (\w+)$`), 0, compared},
	{regexp.MustCompile(`^part (\d+) of this \.\. is a (\w+): (.*)$`), 1, joined},
}

var wherePattern = regexp.MustCompile(`^[^\s:]+:\d+: `)

// explain adds to an error of the interpreter what it was made with: "attempt to
// index arg.who, which is nil". Any other error stays as it is.
func explain(L *lua.LState, raised lua.LValue) lua.LValue {
	text, ok := raised.(lua.LString)
	if !ok {
		return raised
	}
	where := wherePattern.FindString(string(text))
	for _, kind := range mistakes {
		m := kind.pattern.FindStringSubmatch(string(text)[len(where):])
		if m == nil {
			continue
		}
		at, ok := caller(L, kind.level)
		if !ok {
			return raised
		}
		if better := kind.explain(at, m); better != "" {
			return lua.LString(where + better)
		}
	}
	return raised
}

// caller is where the function of a script at a level of the stack stands.
func caller(L *lua.LState, level int) (place, bool) {
	dbg, ok := L.GetStack(level)
	if !ok {
		return place{}, false
	}
	fn, err := L.GetInfo("f", dbg, lua.LNil)
	f, ok := fn.(*lua.LFunction)
	if err != nil || !ok || f.IsG {
		return place{}, false
	}
	pc, ok := counter(dbg)
	return place{f.Proto, pc}, ok && pc >= 0 && pc < len(f.Proto.Code)
}

// counter is the instruction at which a call stands. gopher-lua tells only its
// line, in which there may be several.
func counter(dbg *lua.Debug) (int, bool) {
	frame := reflect.ValueOf(dbg).Elem().FieldByName("frame")
	if frame.Kind() != reflect.Pointer || frame.IsNil() {
		return 0, false
	}
	pc := frame.Elem().FieldByName("Pc")
	if !pc.IsValid() || !pc.CanInt() {
		return 0, false
	}
	return int(pc.Int()) - 1, true
}

func indexed(at place, m []string) string {
	reg := -1
	switch i := at.instruction(); i.op {
	case lua.OP_GETTABLE, lua.OP_GETTABLEKS, lua.OP_SELF:
		reg = i.b
	case lua.OP_SETTABLE, lua.OP_SETTABLEKS:
		reg = i.a
	}
	if name := at.name(reg); name != "" {
		return fmt.Sprintf("attempt to index %s, which is %s, with the key '%s'", name, kindOf(m[1]), m[2])
	}
	return fmt.Sprintf("attempt to index %s with the key '%s'", kindOf(m[1]), m[2])
}

func called(at place, _ []string) string {
	i := at.instruction()
	if i.op != lua.OP_CALL && i.op != lua.OP_TAILCALL {
		return ""
	}
	name := at.name(i.a)
	if name == "" {
		return ""
	}
	return "attempt to call " + name + ", which is no function"
}

func reckoned(at place, m []string) string {
	i := at.instruction()
	if i.op < lua.OP_ADD || i.op > lua.OP_POW {
		return ""
	}
	operand, kind := i.b, m[2]
	if kind == "number" {
		operand, kind = i.c, m[3]
	}
	if name := at.operand(operand); name != "" {
		return fmt.Sprintf("attempt to perform arithmetic on %s, which is %s", name, kindOf(kind))
	}
	return "attempt to perform arithmetic on " + kindOf(kind)
}

func compared(at place, m []string) string {
	i := at.instruction()
	if i.op != lua.OP_LT && i.op != lua.OP_LE {
		return ""
	}
	return "attempt to compare " + described(at.operand(i.b), m[1]) + " with " + described(at.operand(i.c), m[2])
}

func joined(at place, m []string) string {
	i := at.instruction()
	part, err := strconv.Atoi(m[1])
	if i.op != lua.OP_CALL || err != nil {
		return ""
	}
	name := at.name(i.a + part)
	if name == "" {
		return ""
	}
	return fmt.Sprintf("attempt to join %s, which is %s, by ..: %s", name, kindOf(m[2]), m[3])
}

func described(name, kind string) string {
	if name == "" {
		return kindOf(kind)
	}
	return name + " (" + kindOf(kind) + ")"
}

// kindOf is the name of a type as part of a sentence.
func kindOf(typ string) string {
	switch typ {
	case "nil":
		return typ
	case "userdata":
		return "an object"
	}
	return "a " + typ
}
