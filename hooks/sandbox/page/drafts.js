// The draft orders: what is on the clinician's list before it is signed.

let made = 0;
const freshId = () => `draft-${++made}`;

/** The drafts of a context `[{ resource, selected }]`; a draft without an id is given one. */
export function draftsOf(context) {
  const selections = Array.isArray(context?.selections) ? context.selections : [];
  const entries = Array.isArray(context?.draftOrders?.entry) ? context.draftOrders.entry : [];
  return entries
    .filter((entry) => entry?.resource && typeof entry.resource === 'object')
    .map(({ resource, fullUrl }) => {
      const names = [`${resource.resourceType}/${resource.id}`, resource.id, fullUrl];
      const selected = resource.id ? selections.some((each) => names.includes(each)) : selections.length > 0;
      return { resource: resource.id ? resource : { ...resource, id: freshId() }, selected };
    });
}

/** A new order: a Coding, or words alone. */
export function draftOf({ coding, words }, patientId, reason) {
  return {
    resourceType: 'ServiceRequest',
    id: freshId(),
    status: 'draft',
    intent: 'order',
    code: coding ? { coding: [coding], text: coding.display } : { text: words },
    subject: { reference: `Patient/${patientId}` },
    ...(reason ? { reasonCode: [{ text: reason }] } : {}),
  };
}

const isOf =
  (reference) =>
  ({ resource }) =>
    `${resource.resourceType}/${resource.id}` === reference || resource.id === reference;

/** The drafts after an accepted suggestion (CDS Hooks 2.0, "Action"). */
export function afterActions(drafts, actions) {
  let after = [...drafts];
  for (const { type, resource, resourceId } of actions ?? []) {
    if (type === 'delete') {
      const ids = [resourceId].flat();
      after = after.filter((draft) => !ids.some((id) => isOf(id)(draft)));
    } else if (type === 'create' && resource) {
      after.push({
        resource: { ...resource, id: resource.id ?? freshId() },
        selected: true,
        changed: 'added',
      });
    } else if (type === 'update' && resource) {
      after = after.map((draft) =>
        isOf(`${resource.resourceType}/${resource.id}`)(draft)
          ? { ...draft, resource, changed: 'changed' }
          : draft,
      );
    }
  }
  return after;
}

/** The context of a hook with these drafts. */
export function contextOf(context, hook, drafts) {
  const { selections, draftOrders, ...others } = context;
  if (hook === 'patient-view') return others;
  const bundle = {
    resourceType: 'Bundle',
    type: 'collection',
    ...draftOrders,
    entry: drafts.map(({ resource }) => ({ resource })),
  };
  const chosen = drafts
    .filter(({ selected }) => selected)
    .map(({ resource }) => `${resource.resourceType}/${resource.id}`);
  return hook === 'order-select'
    ? { ...others, selections: chosen, draftOrders: bundle }
    : { ...others, draftOrders: bundle };
}
