package vm

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	lua "github.com/yuin/gopher-lua"
)

// Error is an error that a script raised, or that stopped it.
type Error struct {
	Kind    Kind
	Message string     // with file:line where Lua put it
	Object  lua.LValue // what was raised: a string, or any value
	Frames  []Frame    // the calls that led to it, the innermost first
	GoStack string     // of a fault in our own code, for the log
}

// Frame is one call in a traceback.
type Frame struct {
	File string
	Line int
	Func string
}

func (e *Error) Error() string { return e.Message }

// OutOfBounds reports whether the call was stopped by one of its bounds.
func (e *Error) OutOfBounds() bool { return e.Kind != Runtime }

// Traceback is the message and the calls that led to it, without those of our
// own functions.
func (e *Error) Traceback() string {
	var b strings.Builder
	b.WriteString(e.Message)
	for _, f := range e.Frames {
		fmt.Fprintf(&b, "\n  %s:%d: in %s", f.File, f.Line, f.Func)
	}
	if e.GoStack != "" {
		b.WriteString("\n" + e.GoStack)
	}
	return b.String()
}

// Files are the scripts that the error came through.
func (e *Error) Files() []string {
	var out []string
	for _, f := range e.Frames {
		out = append(out, f.File)
	}
	return out
}

// own are the names of our own chunks, which no traceback shows.
var own = map[string]bool{"vm.lua": true, "pipeline.lua": true}

var framePattern = regexp.MustCompile(`(?m)^\t([^\s:\[][^:\n]*):(\d+): in (.*)$`)

// ownPlace is where an error seems to be that a library function raised which
// our own code called.
var ownPlace = regexp.MustCompile(`^(?:(?:vm|pipeline)\.lua:\d+: )+`)

// frames reads gopher-lua's traceback.
func frames(trace string) []Frame {
	var out []Frame
	for _, m := range framePattern.FindAllStringSubmatch(trace, -1) {
		line, err := strconv.Atoi(m[2])
		if err == nil && !own[m[1]] {
			out = add(out, Frame{File: m[1], Line: line, Func: m[3]})
		}
	}
	return out
}

// add appends a call unless it is the one before over again: the same seen from
// the trampoline, or a function that calls itself.
func add(out []Frame, f Frame) []Frame {
	if n := len(out); n > 0 && out[n-1].File == f.File && out[n-1].Line == f.Line {
		return out
	}
	return append(out, f)
}

// overflow is what gopher-lua says, without a place, when the stack is full.
const overflow = "lua callstack overflow"

// tooDeep says it in our words.
func tooDeep(calls []Frame) string {
	text := fmt.Sprintf("the stack is full, more than %d functions call one another: does one call itself without end?", maxCalls)
	if len(calls) == 0 {
		return text
	}
	return fmt.Sprintf("%s:%d: %s", calls[0].File, calls[0].Line, text)
}

// failure turns what gopher-lua returns into an Error. stopped says whether
// the meter ended the call, trace what was noted when the error was raised.
func failure(err error, stopped Kind, trace []Frame) *Error {
	var inner *Error
	if errors.As(err, &inner) {
		return inner
	}
	e := &Error{Kind: stopped, Message: err.Error(), Frames: trace}
	var api *lua.ApiError
	if errors.As(err, &api) {
		if raised := raisedError(api.Object); raised != nil {
			return raised
		}
		e.Object = api.Object
		e.Message = message(api.Object)
		if e.Frames == nil {
			e.Frames = frames(api.StackTrace)
		}
		if api.Type == lua.ApiErrorPanic && e.Message != overflow {
			e.GoStack = api.StackTrace
		}
	}
	if e.Message == overflow {
		e.Message = tooDeep(e.Frames)
	}
	return e
}

// raisedError is the Error that Raise put into a Lua error.
func raisedError(v lua.LValue) *Error {
	if ud, ok := v.(*lua.LUserData); ok {
		e, _ := ud.Value.(*Error)
		return e
	}
	return nil
}

func message(v lua.LValue) string {
	switch v := v.(type) {
	case lua.LString:
		return ownPlace.ReplaceAllString(string(v), "")
	case lua.LNumber:
		return v.String()
	case *lua.LUserData:
		if err, ok := v.Value.(error); ok {
			return err.Error()
		}
	case *lua.LNilType, nil:
		return "an error without a text"
	}
	return "an error that is a " + v.Type().String()
}

// Raise ends the running script with a Go error. One that came out of another
// call into the same VM keeps its object and its traceback.
func Raise(L *lua.LState, err error) {
	var e *Error
	if errors.As(err, &e) {
		if e.Object != nil && e.Object.Type() != lua.LTString {
			L.Error(e.Object, 0) // a refusal, or a value of the script's own
		}
		L.Error(&lua.LUserData{Value: e, Env: L.Env, Metatable: errorClass(L)}, 0)
	}
	L.RaiseError("%s", err.Error())
}

// errorClass lets a script that catches a raised Error read it as text.
func errorClass(L *lua.LState) lua.LValue {
	mt := L.NewTable()
	mt.RawSetString("__tostring", L.NewFunction(func(L *lua.LState) int {
		L.Push(lua.LString(message(L.Get(1))))
		return 1
	}))
	return mt
}
