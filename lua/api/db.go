package api

import (
	lua "github.com/yuin/gopher-lua"

	"mud/engine/object"
	"mud/engine/value"
)

// dbProxy is obj.db: the attributes without category.
type dbProxy struct {
	api *API
	o   *object.Object
}

// root is the attribute that a stored table belongs to.
type root struct {
	o             *object.Object // nil for ndb
	category, key string
	t             *value.Table // the attribute's own value
}

// tableProxy is a table of the world as scripts see it. It implements
// builtin.Sequence, so that pairs, ipairs and the table library work on it.
type tableProxy struct {
	api   *API
	root  *root
	t     *value.Table
	depth int // how deep in its root it is nested
}

func (a *API) dbOf(o *object.Object) lua.LValue {
	return &lua.LUserData{Value: &dbProxy{a, o}, Env: a.vm.State().Env, Metatable: a.handlers["db"]}
}

// ndbOf is the proxy of a table that is not stored.
func (a *API) ndbOf(t *value.Table) lua.LValue { return a.proxy(&root{t: t, key: "ndb"}, t, 0) }

func (a *API) proxy(r *root, t *value.Table, depth int) lua.LValue {
	return &lua.LUserData{Value: &tableProxy{a, r, t, depth}, Env: a.vm.State().Env, Metatable: a.handlers["table"]}
}

// attrValue is an attribute as scripts see it, or its default.
func (a *API) attrValue(o *object.Object, category, key string) lua.LValue {
	v, ok := o.Attr(category, key)
	if !ok && category == "" {
		v = a.defaultOf(o, key)
	}
	if t, isTable := v.(*value.Table); isTable {
		return a.proxy(&root{o, category, key, t}, t, 0)
	}
	return a.Lua(v)
}

// defaultOf is what the typeclass says an attribute is before it is set. Of a
// default that is a table the entity has a copy of its own from then on, so that
// a script which changes it in place finds its change again.
func (a *API) defaultOf(o *object.Object, key string) value.Value {
	defaults := a.defaultsOf(o)
	def, isTable := defaults[key].(*value.Table)
	if !isTable {
		return defaults[key]
	}
	own := a.defaults[o]
	if own == nil {
		own = map[string]*value.Table{}
		a.defaults[o] = own
	}
	if own[key] == nil {
		own[key] = def.Clone()
	}
	return own[key]
}

// defaultsOf are the defaults of an entity's typeclass.
func (a *API) defaultsOf(o *object.Object) map[string]value.Value {
	if a.engine == nil || a.engine.Scripts() == nil {
		return nil
	}
	t, _ := a.engine.Scripts().Typeclass(o.Typeclass())
	return t.DB
}

// setAttr stores an attribute from Lua.
func (a *API) setAttr(L *lua.LState, o *object.Object, category, key string, v lua.LValue) {
	a.live(L)
	stored, err := a.Value(v, "db."+key)
	if err != nil {
		L.RaiseError("%s", err.Error())
	}
	o.SetAttr(category, key, stored)
}

// writable returns the owner of the proxy's table. A default becomes the
// attribute's value with its first change; a table that was taken out of the
// world in the meantime cannot be changed any more.
func (p *tableProxy) writable(L *lua.LState) object.Owner {
	p.api.live(L)
	r := p.root
	if r.o == nil {
		return object.Owner{}
	}
	if r.o.Deleted() {
		L.RaiseError("%s (#%d) has been deleted", r.o.Key(), r.o.ID())
	}
	v, ok := r.o.Attr(r.category, r.key)
	if own := p.api.defaults[r.o]; !ok && own[r.key] == r.t {
		delete(own, r.key)
		r.o.SetAttr(r.category, r.key, r.t)
		v = r.t
	}
	if v != value.Value(r.t) {
		L.RaiseError("this table is no longer %s(#%d).db.%s: read it again before changing it", r.o.Key(), r.o.ID(), r.key)
	}
	return object.Owner{Object: r.o, Category: r.category, Key: r.key}
}

func (p *tableProxy) lua(v value.Value) lua.LValue {
	if t, ok := v.(*value.Table); ok {
		return p.api.proxy(p.root, t, p.depth+1)
	}
	return p.api.Lua(v)
}

func (p *tableProxy) value(L *lua.LState, v lua.LValue) value.Value {
	out, err := p.api.value(v, p.depth+1, newRoom("db."+p.root.key))
	if err != nil {
		L.RaiseError("%s", err.Error())
	}
	return out
}

func (p *tableProxy) key(L *lua.LState, k lua.LValue) value.Value {
	out, err := tableKey(k, "db."+p.root.key)
	if err != nil {
		L.RaiseError("%s", err.Error())
	}
	return out
}

// Len is #t.
func (p *tableProxy) Len() int { return p.t.Len() }

// Get reads t[key].
func (p *tableProxy) Get(L *lua.LState, key lua.LValue) lua.LValue {
	if key == lua.LNil {
		return lua.LNil
	}
	return p.lua(p.t.Get(p.key(L, key)))
}

// roomFor raises an error when a table, or the attribute that it is in, is full.
func (p *tableProxy) roomFor(L *lua.LState, v lua.LValue) {
	const instead = "put what is more into objects or attributes of its own"
	switch r := p.root; {
	case v == lua.LNil:
	case p.t.Size() >= maxEntries:
		L.RaiseError("db.%s: a table may have %d entries; %s", r.key, maxEntries, instead)
	case r.o != nil && r.o.AttrSize(r.category, r.key) > maxBytes:
		L.RaiseError("db.%s: an attribute may have %d MiB; %s", r.key, maxBytes>>20, instead)
	}
}

// Set writes t[key] = v.
func (p *tableProxy) Set(L *lua.LState, key, v lua.LValue) {
	p.roomFor(L, v)
	k, stored := p.key(L, key), p.value(L, v)
	p.api.engine.World.SetEntry(p.writable(L), p.t, k, stored)
}

// Insert puts v at pos (1 to #t+1).
func (p *tableProxy) Insert(L *lua.LState, pos int, v lua.LValue) {
	p.roomFor(L, v)
	stored := p.value(L, v)
	p.api.engine.World.InsertEntry(p.writable(L), p.t, pos, stored)
}

// Remove takes out what is at pos (1 to #t).
func (p *tableProxy) Remove(L *lua.LState, pos int) lua.LValue {
	return p.lua(p.api.engine.World.RemoveEntry(p.writable(L), p.t, pos))
}

// Keys are all keys, in the order in which pairs walks them.
func (p *tableProxy) Keys() []lua.LValue {
	out := make([]lua.LValue, 0, p.t.Size())
	for _, k := range p.t.Keys() {
		if key := p.api.Lua(k); key != lua.LNil { // an entity that is gone is no key
			out = append(out, key)
		}
	}
	return out
}

// dbKeys are the attributes that obj.db shows: those set and those with a
// default.
func (p *dbProxy) Keys() []lua.LValue {
	var out []lua.LValue
	for _, at := range p.o.Attrs() {
		if at.Category == "" {
			out = append(out, lua.LString(at.Key))
		}
	}
	for _, key := range sortedKeys(p.api.defaultsOf(p.o)) {
		if _, set := p.o.Attr("", key); !set {
			out = append(out, lua.LString(key))
		}
	}
	return out
}

// Len is #obj.db, which is no list.
func (p *dbProxy) Len() int { return 0 }

// Get reads obj.db.key.
func (p *dbProxy) Get(_ *lua.LState, key lua.LValue) lua.LValue {
	return p.api.attrValue(p.o, "", key.String())
}

// Set writes obj.db.key = v.
func (p *dbProxy) Set(L *lua.LState, key, v lua.LValue) {
	name, ok := key.(lua.LString)
	if !ok || name == "" {
		L.RaiseError("the name of an attribute is a string, not %s", describe(key))
	}
	if p.o.Deleted() {
		L.RaiseError("%s (#%d) has been deleted", p.o.Key(), p.o.ID())
	}
	p.api.setAttr(L, p.o, "", string(name), v)
}

// Insert is not possible in obj.db.
func (p *dbProxy) Insert(L *lua.LState, _ int, _ lua.LValue) { L.RaiseError("obj.db is no list") }

// Remove is not possible in obj.db.
func (p *dbProxy) Remove(L *lua.LState, _ int) lua.LValue {
	L.RaiseError("obj.db is no list")
	return lua.LNil
}
