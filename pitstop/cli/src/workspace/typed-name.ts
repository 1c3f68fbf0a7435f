// Whether the compiler knows what the name of a property is, which it says nothing about where it doesn't.
import type { Node } from "typescript/unstable/ast";
import type { Checker, Type } from "typescript/unstable/sync";

/** The compiler's syntax, loaded where it is needed. */
export type Syntax = typeof import("typescript/unstable/ast");

/**
 * Whether a type says what the property of this name is. A key of an object that nothing holds to a type has none, and a
 * member of `any` neither. A type that people wrote may be meant for a record if it has others of its `attributes`.
 */
export function isTyped(
  syntax: Syntax,
  checker: Checker,
  name: Node,
  attributes: ReadonlySet<string>,
): boolean {
  const { parent } = name;
  const propertyOf = (type: Type | undefined) => property(checker, type, name.getText());
  if (syntax.isPropertyAccessExpression(parent))
    return propertyOf(checker.getTypeAtLocation(parent.expression)) !== undefined;
  if (syntax.isBindingElement(parent))
    return propertyOf(checker.getTypeAtLocation(parent.parent)) !== undefined;
  if (syntax.isPropertyAssignment(parent) || syntax.isShorthandPropertyAssignment(parent)) {
    const object = parent.parent;
    if (!syntax.isObjectLiteralExpression(object)) return false;
    const stated = propertyOf(checker.getContextualType(object))?.valueDeclaration;
    // What a function infers from the object itself says nothing of it: `Object.assign({}, { color: "red" })`.
    const own = checker.getSymbolAtLocation(name)?.valueDeclaration;
    return stated !== undefined && !(stated.index === own?.index && stated.path === own.path);
  }
  return !syntax.isPropertySignatureDeclaration(parent) || !isRecord(syntax, parent, attributes);
}

/** Whether a property stands beside others of a domain's attributes in a type. */
function isRecord(syntax: Syntax, property: Node, attributes: ReadonlySet<string>): boolean {
  const { parent } = property;
  const isType = syntax.isTypeLiteralNode(parent) || syntax.isInterfaceDeclaration(parent);
  return (isType ? parent.members : []).some(
    (member) =>
      member !== property &&
      syntax.isPropertySignatureDeclaration(member) &&
      attributes.has(member.name.getText()),
  );
}

function property(checker: Checker, type: Type | undefined, name: string): PropertySymbol | undefined {
  const known = type && checker.getNonNullableType(type);
  if (!known) return undefined;
  if (known.isUnionType())
    return known
      .getTypes()
      .map((each) => property(checker, each, name))
      .find((found) => found !== undefined);
  return checker.getPropertyOfType(checker.getApparentType(known) ?? known, name);
}

type PropertySymbol = NonNullable<ReturnType<Checker["getPropertyOfType"]>>;
