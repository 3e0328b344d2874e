package access

import (
	"strconv"
	"strings"

	"mud/engine/lock"
	"mud/engine/object"
)

// asked is one call of a lock function. target may be nil where a lock belongs
// to no entity.
type asked struct {
	checker *Checker
	who     Who
	target  *object.Object
	args    []string
}

// arg is argument i, "" when there are not so many.
func (a asked) arg(i int) string {
	if i < len(a.args) {
		return a.args[i]
	}
	return ""
}

// funcs are the functions that every lock may name (spec 6.11). Plugins add
// others.
var funcs = map[string]func(a asked) bool{
	"all": always, "true": always,
	"none": never, "false": never, "superuser": never, // superusers never get here
	"self": func(a asked) bool { return a.target != nil && (a.who.Body == a.target || a.who.Account == a.target) },
	"perm": func(a asked) bool { return perm(a.who, a.arg(0)) },
	"perm_above": func(a asked) bool {
		r := lock.Rank(a.arg(0))
		return r >= 0 && a.who.Rank() > r
	},
	"pperm": func(a asked) bool { return a.who.Account != nil && perm(Who{Account: a.who.Account}, a.arg(0)) },
	"pperm_above": func(a asked) bool {
		r := lock.Rank(a.arg(0))
		return r >= 0 && Who{Account: a.who.Account}.Rank() > r
	},
	"id": byID, "dbref": byID,
	"pid": byAccountID, "pdbref": byAccountID,
	"attr":       func(a asked) bool { return a.attr(a.who.Self(), a.arg(2)) },
	"objattr":    func(a asked) bool { return a.attr(a.target, a.arg(2)) },
	"locattr":    func(a asked) bool { return a.attr(place(a.who.Body), a.arg(2)) },
	"objlocattr": func(a asked) bool { return a.attr(place(a.target), a.arg(2)) },
	"attr_eq":    attrFunc("eq"), "attr_ne": attrFunc("ne"), "attr_gt": attrFunc("gt"),
	"attr_ge": attrFunc("ge"), "attr_lt": attrFunc("lt"), "attr_le": attrFunc("le"),
	"tag":         func(a asked) bool { return a.tag(a.who.Self()) },
	"objtag":      func(a asked) bool { return a.tag(a.target) },
	"objloctag":   func(a asked) bool { return a.tag(place(a.target)) },
	"is_ooc":      func(a asked) bool { return a.who.Body == nil },
	"inside":      func(a asked) bool { return a.target != nil && place(a.who.Body) == a.target },
	"inside_rec":  func(a asked) bool { return a.target != nil && place(a.who.Body).Within(a.target) },
	"holds":       holds,
	"has_account": func(a asked) bool { return a.who.Account != nil },
	"account": func(a asked) bool {
		return a.who.Account != nil && object.FoldName(a.who.Account.Key()) == object.FoldName(a.arg(0))
	},
	"serversetting": serverSetting,
}

// KnownFunc reports whether every lock may name the function.
func KnownFunc(name string) bool { return funcs[strings.ToLower(name)] != nil }

func always(asked) bool { return true }
func never(asked) bool  { return false }

// perm asks for a rank of the ladder or above, or for exactly that name when
// it is no rank. A quelled account's own names do not count.
func perm(w Who, name string) bool {
	if r := lock.Rank(name); r >= 0 {
		return w.Rank() >= r
	}
	if w.Body != nil && w.Body.HasPermission(name) {
		return true
	}
	return w.Account != nil && !(w.Body != nil && w.Account.Quelled()) && w.Account.HasPermission(name)
}

func byID(a asked) bool {
	return is(a.who.Body, a.arg(0)) || is(a.who.Account, a.arg(0))
}

func byAccountID(a asked) bool { return is(a.who.Account, a.arg(0)) }

func is(o *object.Object, id string) bool {
	n, err := strconv.ParseInt(strings.TrimPrefix(id, "#"), 10, 64)
	return err == nil && o != nil && int64(o.ID()) == n
}

func place(o *object.Object) *object.Object {
	if o == nil {
		return nil
	}
	return o.Location()
}

func (a asked) tag(o *object.Object) bool {
	return o != nil && o.HasTag(a.arg(0), a.arg(1))
}

// holds without an argument asks whether who carries the locked thing; with
// one, whether who carries a thing of that name or id; with two, whether who
// carries a thing with that attribute of that value.
func holds(a asked) bool {
	if a.who.Body == nil {
		return false
	}
	for _, x := range a.who.Body.Contents() {
		var found bool
		switch len(a.args) {
		case 0:
			found = x == a.target
		case 1:
			found = x.Named(a.arg(0)) || is(x, a.arg(0))
		default:
			found = a.attr(x, "")
		}
		if found {
			return true
		}
	}
	return false
}

// serverSetting asks whether a setting of mud.toml is on, or is the second
// argument.
func serverSetting(a asked) bool {
	if a.checker.Setting == nil {
		return false
	}
	v := a.checker.Setting(strings.ToLower(a.arg(0)))
	if len(a.args) < 2 {
		return v != nil && v != false
	}
	order, ok := compare(v, a.arg(1))
	return ok && order == 0
}
