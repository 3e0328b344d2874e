package access

import (
	"strconv"
	"strings"

	"mud/engine/lock"
	"mud/engine/object"
	"mud/engine/value"
)

// A lockFunc is one function of the lock language (spec 6.11). target may be
// nil where a lock belongs to no entity.
type lockFunc func(who Who, target *object.Object, args []string) bool

// funcs are the functions that locks may name.
var funcs = map[string]lockFunc{
	"all": always, "true": always,
	"none": never, "false": never, "superuser": never, // superusers never get here
	"self": func(w Who, t *object.Object, _ []string) bool { return t != nil && (w.Body == t || w.Account == t) },
	"perm": perm,
	"perm_above": func(w Who, _ *object.Object, a []string) bool {
		r := lock.Rank(arg(a, 0))
		return r >= 0 && w.Rank() > r
	},
	"pperm": pperm,
	"pperm_above": func(w Who, _ *object.Object, a []string) bool {
		r := lock.Rank(arg(a, 0))
		return r >= 0 && Who{Account: w.Account}.Rank() > r
	},
	"id": byID, "dbref": byID,
	"pid":        func(w Who, _ *object.Object, a []string) bool { return is(w.Account, arg(a, 0)) },
	"attr":       func(w Who, _ *object.Object, a []string) bool { return attr(w.Self(), a, compare["eq"]) },
	"objattr":    func(_ Who, t *object.Object, a []string) bool { return attr(t, a, compare["eq"]) },
	"locattr":    func(w Who, _ *object.Object, a []string) bool { return attr(place(w.Body), a, compare["eq"]) },
	"objlocattr": func(_ Who, t *object.Object, a []string) bool { return attr(place(t), a, compare["eq"]) },
	"attr_eq":    attrFunc("eq"), "attr_ne": attrFunc("ne"), "attr_gt": attrFunc("gt"),
	"attr_ge": attrFunc("ge"), "attr_lt": attrFunc("lt"), "attr_le": attrFunc("le"),
	"tag":         func(w Who, _ *object.Object, a []string) bool { return tag(w.Self(), a) },
	"objtag":      func(_ Who, t *object.Object, a []string) bool { return tag(t, a) },
	"objloctag":   func(_ Who, t *object.Object, a []string) bool { return tag(place(t), a) },
	"is_ooc":      func(w Who, _ *object.Object, _ []string) bool { return w.Body == nil },
	"inside":      func(w Who, t *object.Object, _ []string) bool { return t != nil && place(w.Body) == t },
	"inside_rec":  insideRec,
	"holds":       holds,
	"has_account": func(w Who, _ *object.Object, _ []string) bool { return w.Account != nil },
	"account": func(w Who, _ *object.Object, a []string) bool {
		return w.Account != nil && object.FoldName(w.Account.Key()) == object.FoldName(arg(a, 0))
	},
}

// KnownFunc reports whether locks may name the function.
func KnownFunc(name string) bool { return funcs[strings.ToLower(name)] != nil }

func always(Who, *object.Object, []string) bool { return true }
func never(Who, *object.Object, []string) bool  { return false }

func arg(args []string, i int) string {
	if i < len(args) {
		return strings.TrimSpace(args[i])
	}
	return ""
}

// perm asks for a rank of the ladder or above, or for exactly that name when
// it is no rank.
func perm(w Who, _ *object.Object, args []string) bool {
	name := arg(args, 0)
	if r := lock.Rank(name); r >= 0 {
		return w.Rank() >= r
	}
	return w.Body != nil && w.Body.HasPermission(name) || w.Account != nil && w.Account.HasPermission(name)
}

// pperm is perm for the account, whatever the body has.
func pperm(w Who, t *object.Object, args []string) bool {
	return w.Account != nil && perm(Who{Account: w.Account}, t, args)
}

func byID(w Who, _ *object.Object, args []string) bool {
	return is(w.Body, arg(args, 0)) || is(w.Account, arg(args, 0))
}

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

func tag(o *object.Object, args []string) bool {
	return o != nil && o.HasTag(arg(args, 0), arg(args, 1))
}

func insideRec(w Who, t *object.Object, _ []string) bool {
	for at := place(w.Body); at != nil; at = at.Location() {
		if at == t {
			return true
		}
	}
	return false
}

// holds without an argument asks whether who carries the locked thing; with
// one, whether who carries a thing of that name or id.
func holds(w Who, t *object.Object, args []string) bool {
	if w.Body == nil {
		return false
	}
	name := arg(args, 0)
	for _, x := range w.Body.Contents() {
		if name == "" && x == t || name != "" && (x.Named(name) || is(x, name)) {
			return true
		}
	}
	return false
}

// compare are the comparisons of the attr functions; numbers are compared as
// numbers when both sides are, else as text.
var compare = map[string]func(order int) bool{
	"eq": func(o int) bool { return o == 0 }, "ne": func(o int) bool { return o != 0 },
	"gt": func(o int) bool { return o > 0 }, "ge": func(o int) bool { return o >= 0 },
	"lt": func(o int) bool { return o < 0 }, "le": func(o int) bool { return o <= 0 },
}

func attrFunc(op string) lockFunc {
	return func(w Who, _ *object.Object, a []string) bool { return attr(w.Self(), a, compare[op]) }
}

// attr compares an attribute with the second argument; with only a name it
// asks whether the attribute is there and neither false nor nil.
func attr(o *object.Object, args []string, ok func(int) bool) bool {
	if o == nil {
		return false
	}
	v, found := o.Attr("", arg(args, 0))
	if len(args) < 2 {
		return found && v != false
	}
	if !found {
		return false
	}
	want := arg(args, 1)
	if n, isNumber := v.(float64); isNumber {
		m, err := strconv.ParseFloat(want, 64)
		return err == nil && ok(sign(n-m))
	}
	return ok(strings.Compare(strings.ToLower(text(v)), strings.ToLower(want)))
}

func sign(f float64) int {
	switch {
	case f < 0:
		return -1
	case f > 0:
		return 1
	}
	return 0
}

func text(v value.Value) string {
	switch v := v.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case value.Ref:
		return "#" + strconv.FormatInt(int64(v), 10)
	}
	return ""
}
