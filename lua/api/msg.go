package api

import (
	"strings"

	lua "github.com/yuin/gopher-lua"

	"mud/engine/guard"
	"mud/engine/object"
	"mud/engine/outbox"
	"mud/engine/session"
	"mud/engine/stance"
	"mud/lua/vm"
)

// message is one call of msg, before it is filled in for a hearer.
type message struct {
	part    outbox.Part
	oob     []outbox.Part
	values  *lua.LTable // what {name} stands for
	from    *object.Object
	exclude map[*object.Object]bool
	to      []*session.Session // only these, nil for the target's own
}

// reserved are the keys of the second argument of msg that are no values.
var reserved = map[string]bool{
	"session": true, "from": true, "exclude": true, "raw": true, "type": true, "prompt": true,
	"mapping": true, "nocolor": true, "screenreader": true, "latest": true,
}

// message reads the arguments text and opts at n and n+1.
func (a *API) message(L *lua.LState, n int) *message {
	m := &message{part: outbox.Part{Kind: outbox.Text}}
	if t, ok := L.Get(n).(*lua.LTable); ok {
		m.part.Text = lua.LVAsString(t.RawGetString("text"))
		m.oob = a.oob(L, t.RawGetString("oob"))
	} else {
		m.part.Text = textOf(L, n)
	}
	opts := L.OptTable(n+1, nil)
	if opts == nil {
		return m
	}
	m.values = opts
	if t, ok := opts.RawGetString("mapping").(*lua.LTable); ok {
		m.values = t
	}
	m.part.Raw, m.part.NoColor = optBool(opts, "raw", false), optBool(opts, "nocolor", false)
	m.part.Linear = optBool(opts, "screenreader", false)
	if optBool(opts, "latest", false) {
		for i := range m.oob {
			m.oob[i].Latest = true
		}
	}
	m.part.Type = optString(opts, "type", "")
	if optBool(opts, "prompt", false) {
		m.part.Kind = outbox.Prompt
	}
	if ud, ok := opts.RawGetString("from").(*lua.LUserData); ok {
		m.from, _ = ud.Value.(*object.Object)
	}
	m.exclude = excluded(opts.RawGetString("exclude"))
	m.to = a.sessionList(opts.RawGetString("session"))
	return m
}

// textOf is argument n as text: a string, or what tostring makes of it.
func textOf(L *lua.LState, n int) string {
	if L.Get(n) == lua.LNil {
		L.ArgError(n, "a text is needed here, not nil")
	}
	return L.ToStringMeta(L.Get(n)).String()
}

// excluded reads one object or a list of them.
func excluded(v lua.LValue) map[*object.Object]bool {
	out := map[*object.Object]bool{}
	add := func(v lua.LValue) {
		if ud, ok := v.(*lua.LUserData); ok {
			if o, ok := ud.Value.(*object.Object); ok {
				out[o] = true
			}
		}
	}
	add(v)
	if t, ok := v.(*lua.LTable); ok {
		vm.Each(t, func(_, x lua.LValue) { add(x) })
	}
	return out
}

// sessionList reads one session or a list of them, nil for neither.
func (a *API) sessionList(v lua.LValue) []*session.Session {
	if s := a.toSession(v); s != nil {
		return []*session.Session{s}
	}
	t, ok := v.(*lua.LTable)
	if !ok {
		return nil
	}
	out := []*session.Session{}
	vm.Each(t, func(_, x lua.LValue) {
		if s := a.toSession(x); s != nil {
			out = append(out, s)
		}
	})
	return out
}

// obj:msg says something to the sessions of an account, or to those that play
// an object.
//
// {name} in the text is filled from opts: text is escaped, an object becomes
// the name by which the hearer knows it, and a function is called with the
// hearer and returns a text with markup. $You(), $conj(smile), $pron(his) and
// their like are filled for each hearer; they are about opts.from, or with a
// key about the object of that name in opts: $you(target).
//
// oob is data for the client beside the text: { ["Room.Info"] = { … } }. A
// client gets it if it takes such data and has listed the module; latest keeps
// only the last of that name in a step.
//
// @param text string|{ text?: string, oob?: table<string, mud.Value> }
// @param opts? { session?: mud.Session|mud.Session[], from?: mud.Object, raw?: boolean, nocolor?: boolean, screenreader?: boolean, type?: string, prompt?: boolean, latest?: boolean, [string]: mud.Value|mud.Session }
//
// session:msg says something to one session, as obj:msg does.
//
// @param text string|{ text?: string, oob?: table<string, mud.Value> }
// @param opts? { from?: mud.Object, raw?: boolean, nocolor?: boolean, screenreader?: boolean, type?: string, prompt?: boolean, latest?: boolean, [string]: mud.Value|mud.Session }
func (a *API) msg(L *lua.LState) int {
	a.live(L)
	m := a.message(L, 2)
	if s := a.toSession(L.Get(1)); s != nil {
		a.deliver(L, m, s.Self(), []*session.Session{s})
		return 0
	}
	a.tell(L, m, a.checkObject(L, 1))
	return 0
}

// tell gives a message to one entity, unless its at_msg_receive says false. Who
// it is from has its say first, in at_msg_send.
func (a *API) tell(L *lua.LState, m *message, o *object.Object) {
	to := m.to
	if to == nil {
		to = a.engine.Sessions.Of(o)
	}
	if len(to) == 0 && a.hook(o, "at_msg_receive") == nil && (m.from == nil || a.hook(m.from, "at_msg_send") == nil) {
		return // nobody there, and nothing that could react
	}
	text := a.fill(L, m.part.Text, m.values, o, m.from)
	if m.from != nil {
		_, err := a.Call(m.from, "at_msg_send", text, o)
		a.check(L, err)
	}
	ok, err := a.Call(o, "at_msg_receive", text, m.from)
	a.check(L, err)
	if ok == false {
		return
	}
	a.send(L, m, text, to)
}

// deliver fills a message in for a hearer and sends it.
func (a *API) deliver(L *lua.LState, m *message, hearer *object.Object, to []*session.Session) {
	a.send(L, m, a.fill(L, m.part.Text, m.values, hearer, m.from), to)
}

func (a *API) send(L *lua.LState, m *message, text string, to []*session.Session) {
	part := m.part
	part.Text = text
	for _, s := range to {
		if text != "" || part.Kind == outbox.Prompt {
			a.engine.Sessions.Send(s, part)
		}
		for _, p := range m.oob {
			a.engine.Sessions.Send(s, p)
		}
		if a.engine.Box.Full(s.Sessid()) {
			L.RaiseError("too much is said to one session: %d KiB at once at most", outbox.MaxBytes>>10)
		}
	}
}

// obj:msg_contents says something to everything in the object, as a room does.
//
// @param text string
// @param opts? { exclude?: mud.Object|mud.Object[], from?: mud.Object, type?: string, [string]: mud.Value|mud.Session }
func (a *API) msgContents(L *lua.LState) int {
	a.live(L)
	o, m := a.checkObject(L, 1), a.message(L, 2)
	hearers := append([]*object.Object{}, o.Contents()...)
	for _, h := range hearers {
		if !m.exclude[h] && !h.Deleted() {
			a.tell(L, m, h)
		}
	}
	return 0
}

// maxFilled bounds what is filled from values, in bytes.
const maxFilled = 1 << 20

// fill puts values into a text for one hearer, first those of inline functions
// such as $You(), who is from. What is put in is not looked through again, so
// that a value never becomes a placeholder.
func (a *API) fill(L *lua.LState, text string, values *lua.LTable, hearer, from *object.Object) string {
	text = stance.Fill(text, a.view(L, values, hearer, from))
	if values == nil || !strings.Contains(text, "{") {
		return text
	}
	var b strings.Builder
	for {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			break
		}
		length := strings.IndexByte(text[open:], '}')
		if length < 0 {
			break
		}
		name := text[open+1 : open+length]
		b.WriteString(text[:open])
		if v := values.RawGetString(name); v != lua.LNil && !reserved[name] {
			b.WriteString(a.shown(L, v, hearer))
		} else {
			b.WriteString(text[open : open+length+1])
		}
		text = text[open+length+1:]
		if b.Len() > maxFilled {
			L.RaiseError("a text that is filled from values may have 1 MiB")
		}
	}
	b.WriteString(text)
	return b.String()
}

// shown is a value as a hearer sees it: the display name of an object, what a
// function makes for that hearer, any other thing as text that is no markup.
func (a *API) shown(L *lua.LState, v lua.LValue, hearer *object.Object) string {
	if fn, ok := v.(*lua.LFunction); ok {
		out, err := a.vm.Call(fn, 1, a.Handle(hearer))
		a.check(L, err)
		return lua.LVAsString(out[0])
	}
	if ud, ok := v.(*lua.LUserData); ok {
		if o, ok := ud.Value.(*object.Object); ok {
			return a.displayName(L, o, hearer)
		}
	}
	return guard.Escape(L.ToStringMeta(v).String())
}

// displayName asks the object's typeclass, and takes the key if it is silent.
func (a *API) displayName(L *lua.LState, o, looker *object.Object) string {
	name, err := a.Call(o, "get_display_name", looker)
	a.check(L, err)
	if text, ok := name.(string); ok {
		return text
	}
	return guard.Escape(o.Key())
}
