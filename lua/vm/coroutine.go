package vm

import (
	"fmt"
	"runtime"
	"strings"

	lua "github.com/yuin/gopher-lua"
)

// request is what a waiting script yields.
type request struct{ what any }

// Wait makes the running script wait for something: `return vm.Wait(L, what)`
// in a Go function that is wrapped by Waiting. What the wait gives back becomes
// the function's results. It raises an error where waiting is not possible.
func Wait(L *lua.LState, what any) int {
	if why := cannotWait(L); why != "" {
		L.RaiseError("cannot wait here: %s", why)
	}
	return L.Yield(&lua.LUserData{Value: request{what}, Env: L.Env})
}

// mayWait is where a thread's environment says that it may wait. The
// environment of a thread is never looked at while a function runs in it.
const mayWait = "may wait"

// cannotWait says why the running script cannot wait, "" when it can. A Go
// function that calls Lua cannot be left in the middle.
func cannotWait(L *lua.LState) string {
	switch {
	case L.Env == nil || L.Env.RawGetString(mayWait) != lua.LTrue:
		return "only a command or a timer may wait, not a hook, a file that is being loaded, or a coroutine of your own"
	case loops() != 1:
		return "not inside a metamethod or an iterator of a for loop"
	}
	return ""
}

// loops counts the interpreter loops between here and the start of the
// thread: more than one means that Go code stands between.
func loops() (n int) {
	var pcs [128]uintptr
	walk := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs[:])])
	for {
		f, more := walk.Next()
		switch {
		case strings.HasSuffix(f.Function, "gopher-lua.mainLoopWithContext"):
			n++
		case strings.HasSuffix(f.Function, "gopher-lua.threadRun"), !more:
			return n
		}
	}
}

// Waiting wraps a Go function that may call Wait, so that scripts may call it
// in tail position too: gopher-lua would take the yield for the end.
func (v *VM) Waiting(fn lua.LGFunction) *lua.LFunction {
	out, err := v.Call(v.wait, 1, v.L.NewFunction(fn))
	if err != nil {
		panic("wrapping a waiting function: " + err.Error()) // it only makes a closure
	}
	return out[0].(*lua.LFunction)
}

// maxCoroutines bounds coroutines inside coroutines: an error unwinds them one
// by one.
const maxCoroutines = 50

// openCoroutines installs coroutine.*, pcall and xpcall, and what Start needs.
func (v *VM) openCoroutines() {
	L := v.L
	v.may.RawSetString(mayWait, lua.LTrue)
	v.mark = L.NewFunction(v.noteErrors)
	proto, err := Compile(startup, "vm.lua")
	if err != nil {
		panic("vm.lua: " + err.Error()) // it is part of the binary
	}
	out, err := v.Call(v.Load(proto), 6,
		L.NewFunction(v.create), L.NewFunction(v.createWaiting), L.NewFunction(v.resumeThread),
		L.NewFunction(func(L *lua.LState) int { return L.Yield(stack(L)...) }),
		L.NewFunction(func(L *lua.LState) int {
			L.Push(lua.LString(L.Status(checkThread(L))))
			return 1
		}), v.mark)
	if err != nil {
		panic("vm.lua: " + err.Error())
	}
	v.start, v.wait = out[0].(*lua.LFunction), out[1].(*lua.LFunction)
	v.trampoline = out[5].(*lua.LFunction)
	L.SetGlobal("pcall", out[2])
	L.SetGlobal("xpcall", out[3])
	library := out[4].(*lua.LTable)
	library.RawSetString("running", L.NewFunction(running))
	L.SetGlobal("coroutine", library)
}

// running is coroutine.running: nil where no coroutine of the script's own
// runs. The thread of a command is the engine's to resume, and nobody else's.
func running(L *lua.LState) int {
	if L.Parent == nil || L.Env != L.G.Global {
		L.Push(lua.LNil)
	} else {
		L.Push(L)
	}
	return 1
}

func stack(L *lua.LState) []lua.LValue {
	out := make([]lua.LValue, L.GetTop())
	for i := range out {
		out[i] = L.Get(i + 1)
	}
	return out
}

func checkThread(L *lua.LState) *lua.LState {
	th, ok := L.Get(1).(*lua.LState)
	if !ok {
		L.ArgError(1, "a coroutine is needed here")
	}
	return th
}

// noteErrors is called first in each thread and each call: from then on an error
// notes where it was raised. LState.Resume gives no traceback, and PCall's takes
// seconds after many tail calls.
func (v *VM) noteErrors(L *lua.LState) int {
	L.Panic = func(L *lua.LState) {
		v.trace = framesOf(L)
		panic(&lua.ApiError{Type: lua.ApiErrorRun, Object: explain(L, L.Get(-1)), StackTrace: noted})
	}
	return 0
}

// noted keeps PCall from making a traceback of its own.
const noted = "noted"

// maxFrames is how many calls a traceback shows.
const maxFrames = 30

// framesOf walks the stack of a thread.
func framesOf(L *lua.LState) []Frame {
	var out []Frame
	for level := 0; level <= maxCalls && len(out) < maxFrames; level++ {
		dbg, ok := L.GetStack(level)
		if !ok {
			break
		}
		if _, err := L.GetInfo("nSl", dbg, lua.LNil); err != nil || dbg.CurrentLine < 1 || own[dbg.Source] {
			continue
		}
		f := Frame{File: dbg.Source, Line: dbg.CurrentLine, Func: "function '" + dbg.Name + "'"}
		if dbg.Name == "" || dbg.Name == "corountine" { // so gopher-lua spells the start of a thread
			f.Func = fmt.Sprintf("the function of line %d", dbg.LineDefined)
		}
		out = add(out, f)
	}
	return out
}

// create makes a coroutine; it is started up to its trampoline at once, so
// that nothing but the thread itself has to be kept.
func (v *VM) create(L *lua.LState) int { return v.makeThread(L, L.G.Global) }

// createWaiting makes the thread of a pcall, through which waits pass when
// they may where it was called.
func (v *VM) createWaiting(L *lua.LState) int { return v.makeThread(L, L.Env) }

func (v *VM) makeThread(L *lua.LState, env *lua.LTable) int {
	fn := L.CheckFunction(1)
	thread := v.newThread()
	thread.Env = env
	if _, err, _ := L.Resume(thread, v.trampoline, v.mark, fn); err != nil {
		Raise(L, err)
	}
	L.Push(thread)
	return 1
}

// resumeThread is coroutine.resume.
func (v *VM) resumeThread(L *lua.LState) int {
	thread := checkThread(L)
	depth := 0
	for at := L; at != nil; at = at.Parent {
		if depth++; at == thread { // gopher-lua itself would go round in circles
			L.Push(lua.LFalse)
			L.Push(lua.LString("cannot resume a coroutine that is running"))
			return 2
		}
	}
	if depth > maxCoroutines {
		L.RaiseError("coroutines are nested more than %d deep", maxCoroutines)
	}
	_, err, values := L.Resume(thread, nil, stack(L)[1:]...)
	if err != nil {
		L.Push(lua.LFalse)
		object := lua.LValue(lua.LString(err.Error()))
		if api, ok := err.(*lua.ApiError); ok {
			object = api.Object
		}
		if text, ok := object.(lua.LString); ok && text == overflow {
			v.trace = framesOf(thread)
			object = lua.LString(tooDeep(v.trace))
		} else if ok {
			object = lua.LString(message(object))
		}
		L.Push(object)
		return 2
	}
	L.Push(lua.LTrue)
	for _, x := range values {
		L.Push(x)
	}
	return 1 + len(values)
}
