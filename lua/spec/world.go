package spec

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	lua "github.com/yuin/gopher-lua"

	"mud/engine"
	"mud/engine/value"
	"mud/lua/vm"
)

// actor is somebody in the world of a test.
type actor struct {
	Actor
	name string // of the account; "" for one who has not logged in
	page string // what was seen since the last thing that was done
}

// request is what a test asks for between two of its pieces.
type request struct {
	what string
	args []lua.LValue
}

// step is how the Lua half asks; it waits for the answer.
func (t *test) step(L *lua.LState) int {
	r := request{what: L.CheckString(1)}
	for i := 2; i <= L.GetTop(); i++ {
		r.args = append(r.args, L.Get(i))
	}
	return vm.Wait(L, r)
}

// play runs the body of a test up to its end.
func (t *test) play(fn *lua.LFunction) error {
	result := t.piece(func() vm.Result { return t.vm.Start(fn) })
	for result.Err == nil && !result.Done {
		r, ok := result.Wait.(request)
		if !ok {
			return errors.New("a test cannot wait itself: w:advance(seconds) lets time pass for the world")
		}
		answer := t.answer(r)
		call := result.Call
		result = t.piece(func() vm.Result { return call.Resume(answer...) })
	}
	var e *vm.Error
	if errors.As(result.Err, &e) {
		if ud, ok := e.Object.(*lua.LUserData); ok {
			if p, ok := ud.Value.(*pendingError); ok {
				return p
			}
		}
	}
	return result.Err
}

// piece runs a piece of a test, as a step of the world if there is one.
func (t *test) piece(fn func() vm.Result) (result vm.Result) {
	if t.world == nil {
		return fn()
	}
	// The error of a test is its own, and no fault of the world's scripts.
	_ = t.world.Do(func(e *engine.Engine) error {
		t.bind(e)
		result = fn()
		return nil
	})
	return result
}

// bind lets the test's handles be those of a world.
func (t *test) bind(e *engine.Engine) {
	if t.engine != e {
		t.engine, t.faults = e, 0
		t.api.Open(e)
	}
}

// deeds are what a test can ask for; each returns what the Lua half gets.
var deeds = map[string]func(t *test, args []lua.LValue) ([]lua.LValue, error){
	"world": (*test).open, "connect": (*test).connect, "join": (*test).join, "types": (*test).types,
	"fails": (*test).fails, "seen": (*test).seen, "advance": (*test).advance, "reload": (*test).reload,
	"superuser": (*test).superuser, "restart": (*test).restart, "hang_up": (*test).hangUp,
}

// answer does what a test asks for; a script that fails meanwhile fails the
// test.
func (t *test) answer(r request) []lua.LValue {
	if r.what != "seen" {
		for _, a := range t.actors {
			a.Read()
			a.page = ""
		}
	}
	values, err := deeds[r.what](t, r.args)
	if err == nil {
		err = t.fault()
	}
	if err != nil {
		return []lua.LValue{lua.LFalse, lua.LString(err.Error())}
	}
	return append([]lua.LValue{lua.LTrue}, values...)
}

// fault is what failed in the world since it was asked last.
func (t *test) fault() error {
	if t.engine == nil {
		return nil
	}
	total := t.engine.FaultCount()
	if total <= t.faults {
		return nil
	}
	t.faults = total
	faults := t.engine.Faults()
	last := faults[len(faults)-1]
	return fmt.Errorf("%s failed: %s", last.What, last.Error)
}

// open makes the world.
func (t *test) open(args []lua.LValue) ([]lua.LValue, error) {
	if t.world != nil {
		return nil, errors.New("a test has one world")
	}
	options := args[0].(*lua.LTable)
	t.setup = Setup{Plugins: t.file.plugins, Seed: t.file.Seed, Settings: map[string]map[string]any{}}
	if list, ok := options.RawGetString("plugins").(*lua.LTable); ok {
		t.setup.Plugins = texts(list)
	}
	if n, ok := options.RawGetString("mode").(lua.LNumber); ok {
		if n < 0 || n > 3 || n != lua.LNumber(int(n)) {
			return nil, fmt.Errorf("the multisession modes are 0 to 3, not %v", n)
		}
		t.setup.Mode = int(n)
	}
	if plugins, ok := options.RawGetString("settings").(*lua.LTable); ok {
		vm.Each(plugins, func(plugin, keys lua.LValue) { t.setup.Settings[plugin.String()] = settings(keys) })
	}
	t.setup.Like = t.file.loader(t.setup.Plugins)
	world, err := t.file.Open(t.setup)
	if err != nil {
		return nil, err
	}
	t.world = world
	return nil, world.Do(func(e *engine.Engine) error {
		t.bind(e)
		return nil
	})
}

func texts(list *lua.LTable) (out []string) {
	vm.Each(list, func(_, v lua.LValue) { out = append(out, v.String()) })
	return out
}

// settings are a plugin's settings as mud.toml would hold them.
func settings(v lua.LValue) map[string]any {
	out := map[string]any{}
	t, ok := v.(*lua.LTable)
	if !ok {
		return out
	}
	vm.Each(t, func(k, v lua.LValue) { out[k.String()] = setting(v) })
	return out
}

func setting(v lua.LValue) any {
	switch v := v.(type) {
	case lua.LBool:
		return bool(v)
	case lua.LString:
		return string(v)
	case lua.LNumber:
		if f := float64(v); f == float64(int64(f)) {
			return int64(f)
		}
		return float64(v)
	case *lua.LTable:
		if v.Len() > 0 {
			var list []any
			vm.Each(v, func(_, x lua.LValue) { list = append(list, setting(x)) })
			return list
		}
		return settings(v)
	}
	return nil
}

func (t *test) enter(a *actor) []lua.LValue {
	t.actors = append(t.actors, a)
	return []lua.LValue{lua.LNumber(len(t.actors))}
}

func (t *test) connect([]lua.LValue) ([]lua.LValue, error) {
	return t.enter(&actor{Actor: t.world.Connect()}), nil
}

func (t *test) join(args []lua.LValue) ([]lua.LValue, error) {
	name := args[0].String()
	a, err := t.world.Join(name)
	if err != nil {
		return nil, fmt.Errorf("%s cannot join: %w", name, err)
	}
	return t.enter(&actor{Actor: a, name: name}), nil
}

// superuser lets an actor's account pass every lock.
func (t *test) superuser(args []lua.LValue) ([]lua.LValue, error) {
	return nil, t.world.Do(func(*engine.Engine) error {
		t.actor(args[0]).Session().Account().SetSuperuser(true)
		return nil
	})
}

func (t *test) actor(v lua.LValue) *actor { return t.actors[int(v.(lua.LNumber))-1] }

func (t *test) types(args []lua.LValue) ([]lua.LValue, error) {
	a := t.actor(args[0])
	if a.Session() == nil {
		return nil, errors.New("the session is over: nothing can be typed there")
	}
	a.page = a.Type(args[1].String())
	return []lua.LValue{lua.LString(a.page)}, nil
}

// fails types what must end in a fault of a script.
func (t *test) fails(args []lua.LValue) ([]lua.LValue, error) {
	if _, err := t.types(args); err != nil {
		return nil, err
	}
	err, want := t.fault(), args[2].String()
	if err == nil {
		return nil, errors.New("no script failed")
	}
	if !strings.Contains(err.Error(), want) {
		return nil, fmt.Errorf("it failed with another error than %q: %w", want, err)
	}
	return nil, nil
}

func (t *test) seen(args []lua.LValue) ([]lua.LValue, error) {
	a := t.actor(args[0])
	a.page += a.Read()
	return []lua.LValue{lua.LString(a.page)}, nil
}

func (t *test) advance(args []lua.LValue) ([]lua.LValue, error) {
	seconds := float64(args[0].(lua.LNumber))
	if !(seconds >= 0 && seconds <= 366*24*3600) {
		return nil, errors.New("time goes on by 0 seconds up to a year")
	}
	t.world.Advance(time.Duration(seconds * float64(time.Second)))
	return nil, nil
}

func (t *test) reload(args []lua.LValue) ([]lua.LValue, error) {
	files := map[string]string{}
	if list, ok := args[0].(*lua.LTable); ok {
		vm.Each(list, func(k, v lua.LValue) { files[k.String()] = v.String() })
	}
	report, err := t.world.Reload(files)
	return []lua.LValue{lua.LBool(err == nil), lua.LString(report)}, nil
}

// restart opens the world again; who was logged in joins again.
func (t *test) restart([]lua.LValue) ([]lua.LValue, error) {
	if err := t.world.Restart(); err != nil {
		return nil, err
	}
	for _, a := range t.actors {
		if a.name == "" {
			a.Actor = t.world.Connect()
			continue
		}
		again, err := t.world.Join(a.name)
		if err != nil {
			return nil, fmt.Errorf("%s cannot join again: %w", a.name, err)
		}
		a.Actor = again
	}
	return nil, t.world.Do(func(e *engine.Engine) error {
		t.bind(e)
		return nil
	})
}

func (t *test) hangUp(args []lua.LValue) ([]lua.LValue, error) {
	t.actor(args[0]).HangUp()
	return nil, nil
}

// field is what an actor is in the world: its session, account or character.
func (t *test) field(L *lua.LState) int {
	s := t.actor(L.Get(1)).Session()
	switch what := L.CheckString(2); {
	case s == nil:
		L.Push(lua.LNil)
	case what == "session":
		L.Push(t.api.Face(s))
	case what == "account":
		L.Push(t.api.Handle(s.Account()))
	default:
		L.Push(t.api.Handle(s.Puppet()))
	}
	return 1
}

// same tells whether two values are equal, tables entry by entry.
func (t *test) same(L *lua.LState) int {
	a, b := L.Get(1), L.Get(2)
	equal := L.RawEqual(a, b)
	if !equal {
		x, err := t.api.Value(a, "a value")
		y, err2 := t.api.Value(b, "a value")
		equal = err == nil && err2 == nil && equals(x, y)
	}
	L.Push(lua.LBool(equal))
	return 1
}

func equals(a, b value.Value) bool {
	x, ok := a.(*value.Table)
	y, ok2 := b.(*value.Table)
	if !ok || !ok2 {
		return a == b
	}
	return x.Size() == y.Size() && !slices.ContainsFunc(x.Keys(), func(k value.Value) bool { return !equals(x.Get(k), y.Get(k)) })
}

// show is a value as people read it.
func (t *test) show(L *lua.LState) int {
	L.Push(lua.LString(t.api.Inspect(L.Get(1))))
	return 1
}
