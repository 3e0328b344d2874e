// Package vm is one Lua interpreter with bounds: one generation of scripts
// runs in one VM. It belongs to a worker while a generation is built and to
// the game goroutine afterwards; only Compile is for any goroutine.
//
// It exists because gopher-lua alone does not bound a script, loses the
// tracebacks of coroutines, and ends a script silently when it yields in the
// wrong place; what was measured is in docs/why/lua-vm.md.
package vm

import (
	_ "embed"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	lua "github.com/yuin/gopher-lua"

	"mud/lua/builtin"
)

func init() {
	// Without this bound t[67108863] = 1 fills an array of a gigabyte in one
	// instruction; with it, of 4 MiB. Beyond it # does not count, so no list is
	// longer. The variable is gopher-lua's own and has no other setter.
	lua.MaxArrayIndex = 1 << 18
}

// Options bound a VM and give it what it may know of the world.
type Options struct {
	CallTime   time.Duration // what one call may take; 0 is 250 ms
	CallMemory int64         // bytes by which the heap may grow in one call; 0 is 64 MiB
	Print      func(string)  // where print goes
	Now        func() time.Time
	Random     func() uint64
}

// VM is an interpreter.
type VM struct {
	L          *lua.LState
	meter      *meter
	globals    *builtin.Globals
	start      *lua.LFunction // starts a script that may wait
	trampoline *lua.LFunction // starts a coroutine
	mark       *lua.LFunction // noteErrors
	wait       *lua.LFunction // wraps a waiting function, see Waiting
	may        *lua.LTable    // the environment of threads in which a script may wait
	depth      int            // calls into Lua that are under way
	began      time.Time      // when the outermost did
	spent      time.Duration  // in all that are over
	idle       time.Duration  // of that, what the machine gave to others
	trace      []Frame        // where the last error of a thread was raised
	logged     int            // lines that the running call has written to the log
}

// startup is the Lua half: waits that pass through pcall.
//
//go:embed vm.lua
var startup []byte

// maxDepth bounds hooks that call hooks.
const maxDepth = 40

// maxCalls bounds Lua functions that call one another.
const maxCalls = 200

// New makes a VM with the safe libraries. Seal it when its globals are set.
func New(o Options) *VM {
	if o.CallTime <= 0 {
		o.CallTime = 250 * time.Millisecond
	}
	if o.CallMemory <= 0 {
		o.CallMemory = 64 << 20
	}
	v := &VM{meter: newMeter(o.CallTime, o.CallMemory)}
	v.L = lua.NewState(lua.Options{
		SkipOpenLibs: true, RegistrySize: 256, RegistryMaxSize: 1 << 16, RegistryGrowStep: 256,
		CallStackSize: maxCalls, MinimizeStackMemory: true, IncludeGoStackTrace: true,
	})
	v.L.SetContext(v.meter)
	v.may = v.L.NewTable()
	v.globals = builtin.Install(v.L, builtin.Options{
		Call: v.Call, Raise: Raise, Print: v.printTo(o.Print), Now: o.Now, Random: o.Random, Worked: v.meter.worked,
	})
	v.openCoroutines()
	return v
}

// The bounds of what one call writes to the log.
const (
	maxLogged     = 100     // lines
	maxLoggedLine = 4 << 10 // bytes
)

// Logged counts a line for the log, cut to what one may have, and reports
// whether it may be written: a call that logs without end fills no disk.
func (v *VM) Logged(line string) (string, bool) {
	v.logged++
	if v.logged == maxLogged {
		return "(one call of a script writes 100 lines at most; what else it writes is left out)", true
	}
	return line[:min(len(line), maxLoggedLine)], v.logged < maxLogged
}

func (v *VM) printTo(print func(string)) func(string) {
	return func(line string) {
		if line, ok := v.Logged(line); ok && print != nil {
			print(line)
		}
	}
}

// Spent is how long scripts have run in this VM, by the wall clock.
func (v *VM) Spent() time.Duration { return v.spent }

// Idle is how much of Spent the machine gave to others.
func (v *VM) Idle() time.Duration { return v.idle }

// State is the interpreter, to make values for it.
func (v *VM) State() *lua.LState { return v.L }

// Seal makes unknown globals an error and closes the table of globals.
func (v *VM) Seal() { v.globals.Seal() }

// Stop ends the call that runs, at its next instruction.
func (v *VM) Stop(why Kind) { v.meter.halt(why) }

// Load makes a function of a compiled source.
func (v *VM) Load(proto *lua.FunctionProto) *lua.LFunction { return v.L.NewFunctionFromProto(proto) }

// Call runs a function up to its end. Waiting in it is an error. It may be
// called from a Go function that a script called: the outermost call's bounds
// go on.
func (v *VM) Call(fn lua.LValue, nret int, args ...lua.LValue) (out []lua.LValue, err error) {
	if v.depth >= maxDepth {
		return nil, &Error{Message: fmt.Sprintf("functions that call one another by way of the engine are nested more than %d deep", maxDepth)}
	}
	v.enter()
	current := v.L.G.CurrentThread
	v.L.G.CurrentThread = v.L
	top := v.L.GetTop()
	v.trace = nil
	if v.start != nil { // it is there but for the loading of vm.lua itself
		args = append([]lua.LValue{v.mark, fn}, args...)
		fn = v.start
	}
	v.L.Push(fn)
	for _, a := range args {
		v.L.Push(a)
	}
	err = v.L.PCall(len(args), nret, nil)
	v.L.G.CurrentThread = current
	stopped := v.leave()
	if err == nil && stopped != Runtime {
		err = stopError(stopped)
	}
	if err != nil {
		v.L.SetTop(top)
		return nil, failure(err, stopped, v.trace)
	}
	for i := top + 1; i <= v.L.GetTop(); i++ {
		out = append(out, v.L.Get(i))
	}
	v.L.SetTop(top)
	return out, nil
}

func (v *VM) enter() {
	if v.depth == 0 {
		v.meter.start()
		v.began = time.Now()
		v.logged = 0
	}
	v.depth++
}

// leave ends a call; for the outermost it says whether it was stopped. Inside
// another call a stop goes on to be in force there.
func (v *VM) leave() Kind {
	v.depth--
	if v.depth == 0 {
		took := time.Since(v.began)
		v.spent += took
		v.idle += v.meter.idle(took)
		return v.meter.finish()
	}
	return Kind(v.meter.stopped.Load())
}

// Result is how far a script got.
type Result struct {
	Done   bool
	Values []lua.LValue // what it returned, when Done
	Wait   any          // what it waits for, when it does
	Call   *Call        // to go on after a wait
	Err    error
}

// Call is a script between two of its steps. One that is never resumed is
// garbage.
type Call struct {
	vm     *VM
	thread *lua.LState
}

// Start runs a function as a script that may wait.
func (v *VM) Start(fn *lua.LFunction, args ...lua.LValue) Result {
	thread := v.newThread()
	thread.Env = v.may
	c := &Call{v, thread}
	return c.run(v.start, append([]lua.LValue{v.mark, fn}, args...))
}

// Resume goes on with the values that the wait gives back.
func (c *Call) Resume(values ...lua.LValue) Result { return c.run(nil, values) }

func (c *Call) run(fn *lua.LFunction, args []lua.LValue) Result {
	v := c.vm
	v.trace = nil
	v.enter()
	state, err, values := v.resume(c.thread, fn, args)
	stopped := v.leave()
	if err == nil && stopped != Runtime {
		err = stopError(stopped) // a library function left early, and what it returned is half of what it should
	}
	switch {
	case err != nil:
		if v.trace == nil && strings.Contains(err.Error(), overflow) {
			v.trace = framesOf(c.thread)
		}
		return Result{Err: failure(err, stopped, v.trace)}
	case state == lua.ResumeOK:
		return Result{Done: true, Values: values}
	}
	if ud, ok := values[0].(*lua.LUserData); ok {
		if w, ok := ud.Value.(request); ok {
			return Result{Wait: w.what, Call: c}
		}
	}
	return Result{Err: &Error{Message: "coroutine.yield was called outside of a coroutine of the script's own"}}
}

// resume is LState.Resume, which lets a panic of our own code through.
func (v *VM) resume(thread *lua.LState, fn *lua.LFunction, args []lua.LValue) (state lua.ResumeState, err error, values []lua.LValue) {
	defer func() {
		if p := recover(); p != nil {
			v.L.G.CurrentThread = v.L
			err = &Error{Message: fmt.Sprint(p), GoStack: string(debug.Stack())}
		}
	}()
	return v.L.Resume(thread, fn, args...)
}

// newThread makes a thread under the same meter. The one that gopher-lua would
// give it ends with the call that made it.
func (v *VM) newThread() *lua.LState {
	thread, cancel := v.L.NewThread()
	cancel()
	thread.SetContext(v.meter)
	return thread
}
