import type { Settings } from './settings';

const FROM = { name: 'Administration Panel', email: 'no-reply@strapi.io' };

/** The letters that `@strapi/plugin-users-permissions` bootstrap/index.js starts with, to the letter. */
export const EMAILS: Settings = {
  reset_password: {
    display: 'Email.template.reset_password',
    icon: 'sync',
    options: {
      from: FROM,
      response_email: '',
      object: 'Reset password',
      message: `<p>We heard that you lost your password. Sorry about that!</p>

<p>But don’t worry! You can use the following link to reset your password:</p>
<p><%= URL %>?code=<%= TOKEN %></p>

<p>Thanks.</p>`,
    },
  },
  email_confirmation: {
    display: 'Email.template.email_confirmation',
    icon: 'check-square',
    options: {
      from: FROM,
      response_email: '',
      object: 'Account confirmation',
      message: `<p>Thank you for registering!</p>

<p>You have to confirm your email address. Please click on the link below.</p>

<p><%= URL %>?confirmation=<%= CODE %></p>

<p>Thanks.</p>`,
    },
  },
};
