// Somebody of each realm, as fixtures/worlds/mvno.yaml has them, with what they may see of accounts and may not.
export const kRealms = ['admin', 'reseller', 'customer', 'account'];

export const kPeople = {
  admin: {
    login: 'provisioner', password: 'Quiet-Harbour-21', token: '7e5c1a9042d84b6fa3d0', id: 1,
    sees: {i_account: 1031, customer_name: 'Blocked Bistro'},
    hidden: 999999, // there is no such account
  },
  reseller: {
    login: 'heron', password: 'Still-Water-3', id: 103,
    sees: {i_account: 1021, customer_name: 'Kestrel Couriers'},
    hidden: 1031, // a customer without a reseller has it
  },
  customer: {
    login: 'panda', password: 'Bamboo-Grove-7', id: 101,
    sees: {i_account: 1002, customer_name: 'Panda Telecom'},
    hidden: 1021, // another customer has it
  },
  account: {
    login: 'olena', password: 'Spring-Rain-4', token: '3b6f1d0c9a7e4f25', id: 1001,
    sees: {i_account: 1001, customer_name: 'Panda Telecom'},
    hidden: 1002,
  },
};
